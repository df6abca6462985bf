import Glibc
import Synchronization

/// Wakes a connection's thread out of waiting for the server, from any other thread.
final class Interrupt: Sendable {
  /// Readable while raised; -1, which `poll` ignores, if the process had no descriptor left.
  let descriptor: Int32
  private let writer: Int32
  private let raised = Atomic(false)

  init() {
    var ends: [Int32] = [-1, -1]
    let flags = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
    socketpair(AF_UNIX, Int32(flags), 0, &ends)
    descriptor = ends[0]
    writer = ends[1]
  }

  deinit {
    for end in [descriptor, writer] where end >= 0 { close(end) }
  }

  var isRaised: Bool { raised.load(ordering: .acquiring) }

  func raise() {
    guard !raised.exchange(true, ordering: .acquiringAndReleasing) else { return }
    var byte: UInt8 = 0
    write(writer, &byte, 1)
  }

  /// - Precondition: nobody raises it meanwhile.
  func clear() {
    guard isRaised else { return }
    var byte: UInt8 = 0
    read(descriptor, &byte, 1)
    raised.store(false, ordering: .releasing)
  }
}
