/// Times work with a warm-up and repetitions.
package struct Stopwatch: Sendable {
  package var repetitions: Int
  package var warmups: Int

  package init(repetitions: Int = 3, warmups: Int = 1) {
    self.repetitions = repetitions
    self.warmups = warmups
  }

  /// - Returns: seconds of each counted run.
  package func seconds(_ body: () async throws -> Void) async rethrows -> [Double] {
    for _ in 0..<warmups { try await body() }
    var seconds: [Double] = []
    for _ in 0..<repetitions { seconds.append(try await Self.once(body)) }
    return seconds
  }

  package static func once(_ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let started = clock.now
    try await body()
    return (clock.now - started) / .seconds(1)
  }
}
