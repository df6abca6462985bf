import Metrics
import Synchronization

/// Timers of one name, by their labels; see ``CounterFamily``.
final class TimerFamily: Sendable {
  private let label: String
  private let timers = Mutex<[String: Timer]>([:])

  init(_ label: String) { self.label = label }

  func record(_ duration: Duration, _ dimensions: [(String, String)]) {
    let key = dimensions.map(\.1).joined(separator: "\u{0}")
    let timer = timers.withLock { timers in
      if let timer = timers[key] { return timer }
      let timer = Timer(label: label, dimensions: dimensions)
      timers[key] = timer
      return timer
    }
    timer.recordNanoseconds(Int64(duration / .nanoseconds(1)))
  }
}
