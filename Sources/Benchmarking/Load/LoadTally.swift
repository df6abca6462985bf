/// What came of a load test's requests.
package struct LoadTally: Sendable {
  /// Of answers, and of those that were given up waiting for.
  package private(set) var latencies = LatencyProfile()
  package private(set) var answers = 0
  /// How often what went wrong, by name: `HTTP 503`, `timed out`.
  package private(set) var errors: [String: Int] = [:]
  package private(set) var seconds: [Second] = []

  /// One second of the test, by when the answers came.
  package struct Second: Sendable {
    package var answers = 0
    package var errors = 0
    package var slowest = Duration.zero
  }

  package init() {}

  package var requests: Int { answers + failed }
  package var failed: Int { errors.values.reduce(0, +) }
  package var errorShare: Double { requests == 0 ? 0 : Double(failed) / Double(requests) }

  /// Takes over what came of another user's requests.
  mutating func add(_ other: LoadTally) {
    latencies.add(other.latencies)
    answers += other.answers
    errors.merge(other.errors, uniquingKeysWith: +)
    while seconds.count < other.seconds.count { seconds.append(Second()) }
    for (place, second) in other.seconds.enumerated() {
      seconds[place].answers += second.answers
      seconds[place].errors += second.errors
      seconds[place].slowest = max(seconds[place].slowest, second.slowest)
    }
  }

  package enum Outcome: Hashable, Sendable {
    case answer
    /// It failed at once, as a refused connection does: no measure of how fast the server answers.
    case error(String)
    case timeout
  }

  /// - Parameter end: since the start of what is counted.
  package mutating func record(_ outcome: Outcome, took latency: Duration, at end: Duration) {
    let second = max(0, Int(end.components.seconds))
    while seconds.count <= second { seconds.append(Second()) }
    switch outcome {
    case .answer:
      answers += 1
      seconds[second].answers += 1
      latencies.record(latency)
    case .timeout:
      errors["timed out", default: 0] += 1
      seconds[second].errors += 1
      latencies.record(latency)
    case .error(let name):
      errors[name, default: 0] += 1
      seconds[second].errors += 1
    }
    if outcome == .answer || outcome == .timeout { seconds[second].slowest = max(seconds[second].slowest, latency) }
  }
}
