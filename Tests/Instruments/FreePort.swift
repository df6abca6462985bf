import Glibc
import Synchronization
import Testing

/// A port of this machine that nobody listens on, for programs that cannot choose one themselves.
///
/// From below those that the kernel gives to whoever asks for any, and never the same twice: nobody takes it before the
/// program does.
package func freePort() throws -> Int {
  try #require(untried.withLock { ports in ports.popFirst(where: isFree) })
}

private let untried = Mutex(Array(20_000..<32_000).shuffled()[...])

private func isFree(_ port: Int) -> Bool {
  // Programs that other tests start meanwhile do not inherit it.
  let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  defer { close(listener) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  address.sin_port = in_port_t(port).bigEndian
  return withUnsafePointer(to: &address) { address in
    address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(listener, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
}

extension ArraySlice {
  /// Takes elements from the front up to the first that is meant, and gives that.
  fileprivate mutating func popFirst(where isMeant: (Element) -> Bool) -> Element? {
    while let first = popFirst() {
      if isMeant(first) { return first }
    }
    return nil
  }
}
