import Synchronization
import Telemetry

/// Keeps the lines that a handler writes.
final class LogCapture: Sendable {
  private let written = Mutex<[String]>([])
  var lines: [String] { written.withLock { $0 } }

  var sink: LogSink { LogSink { line in self.written.withLock { $0.append(line) } } }
}
