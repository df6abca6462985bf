import Metrics
import Synchronization

/// Counters of one name, by their labels. Finding one costs a look into a dictionary; making one, a lock in the backend.
///
/// What labels hold must be bounded by the caller: codes, templates of routes, never what a client wrote.
final class CounterFamily: Sendable {
  private let label: String
  private let counters = Mutex<[String: Counter]>([:])

  init(_ label: String) { self.label = label }

  func increment(_ dimensions: [(String, String)]) {
    let key = dimensions.map(\.1).joined(separator: "\u{0}")
    let counter = counters.withLock { counters in
      if let counter = counters[key] { return counter }
      let counter = Counter(label: label, dimensions: dimensions)
      counters[key] = counter
      return counter
    }
    counter.increment()
  }
}
