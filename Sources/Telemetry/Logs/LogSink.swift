import Glibc
import Synchronization

/// Where finished log lines go.
package struct LogSink: Sendable {
  /// Takes one line, its line feed included.
  package let write: @Sendable (String) -> Void

  package init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

  /// Standard error: each line whole, lines of several threads one after the other. A line that cannot be written is dropped.
  package static let standardError = LogSink { line in
    var line = line
    turn.withLock { _ in
      line.withUTF8 { bytes in
        var rest = UnsafeRawBufferPointer(bytes)
        while !rest.isEmpty {
          let count = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
          if count > 0 {
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
          } else if errno == EAGAIN {
            var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
            poll(&ready, 1, 1_000)
          } else if errno != EINTR {
            return
          }
        }
      }
    }
  }

  private static let turn = Mutex(())
}
