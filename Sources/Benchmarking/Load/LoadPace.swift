/// When a load test sends its requests.
package enum LoadPace: Hashable, Sendable {
  /// Every user asks again as soon as it has an answer: finds the most that a server can do. A slow answer delays the next
  /// question, so latencies are better than people's would be.
  case closed
  /// So many requests a second are due, whatever the server does. Latency counts from when a request was due, not from when
  /// a user was free to send it: nothing is left out while the server is stuck (no coordinated omission).
  case open(perSecond: Double)

  /// When a request is due, from the start; nil for as soon as somebody is free.
  func due(_ number: Int) -> Duration? {
    switch self {
    case .closed: nil
    case .open(let rate): .seconds(Double(number) / rate)
    }
  }
}
