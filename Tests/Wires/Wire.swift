import Foundation
import Glibc

/// A connection spoken byte by byte, so that nothing puts right what a test sends wrong.
package final class Wire: Sendable {
  private let descriptor: Int32

  /// - Parameter patience: seconds to wait for bytes.
  package init(_ port: Int, patience: Int = 120) throws {
    // Programs that other tests start meanwhile must not hold it open.
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let failed = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) != 0
      }
    }
    guard !failed else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    var time = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { Glibc.close(descriptor) }

  /// False if the other side is gone.
  @discardableResult
  package func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// The next bytes; empty when the other side has closed, nil when patience is over.
  package func receive() -> String? {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    if count < 0 { return errno == ECONNRESET ? "" : nil }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// Everything until the other side closes; nil when patience is over before.
  package func rest() -> String? {
    var all = ""
    while let more = receive() {
      if more.isEmpty { return all }
      all += more
    }
    return nil
  }

  /// Reads until some text has come.
  package func receive(until text: String) -> String {
    var all = ""
    while !all.contains(text), let more = receive(), !more.isEmpty { all += more }
    return all
  }

  /// Sends something over a connection of its own and reads the first bytes of the answer, off the cooperative pool.
  package static func ask(_ port: Int, _ request: String) async throws -> String {
    try await blocking {
      let wire = try Wire(port)
      wire.send(request)
      return wire.receive() ?? ""
    }
  }

  package static func blocking<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result
  {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Swift.Result { try body() }) }.start()
    }
  }
}
