import Corpus
import Foundation
import Glibc
import Synchronization

/// Listens on a unix socket and answers whatever it is sent as a test says; each connection has a thread.
final class CannedServer: Sendable {
  enum Reply: Sendable {
    case send([UInt8])
    /// One byte at a time, slower than anybody should wait.
    case drip([UInt8])
    case hangUp
    case nothing

    static func text(_ text: String) -> Reply { .send(Array(text.utf8)) }
  }

  private let folder: TemporaryFolder
  private let listener: Int32
  private let reply: @Sendable (String) -> Reply
  private let accepted = Mutex(0)

  var url: String { "unix://\(folder.path)/canned.sock" }
  /// Connections so far.
  var connections: Int { accepted.withLock { $0 } }

  init(_ reply: @escaping @Sendable (String) -> Reply) throws {
    folder = try TemporaryFolder()
    self.reply = reply
    // Programs that other tests start meanwhile must not hold it, or what it accepts, open.
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("\(folder.path)/canned.sock".utf8)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) == 0 }
    }
    precondition(isBound && listen(listener, 64) == 0)
    Thread.detachNewThread { [weak self, listener] in
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        guard let self else { break }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        self.accepted.withLock { $0 += 1 }
        let reply = self.reply
        Thread.detachNewThread { Self.serve(connection, reply) }
      }
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  private static func serve(_ connection: Int32, _ reply: (String) -> Reply) {
    defer { close(connection) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(connection, &buffer, buffer.count), count > 0 {
      switch reply(String(decoding: buffer[..<count], as: UTF8.self)) {
      case .send(let bytes): _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
      case .drip(let bytes):
        for byte in bytes {
          guard send(connection, [byte], 1, Int32(MSG_NOSIGNAL)) == 1 else { return }
          usleep(20_000)
        }
      case .hangUp: return
      case .nothing: break
      }
    }
  }
}
