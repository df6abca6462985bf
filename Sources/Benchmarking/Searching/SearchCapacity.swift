package import Retrieval

/// How many people can search at a time before they notice: askers are doubled until the 95th percentile is too long, and
/// then tried in between.
package struct SearchCapacity: Sendable {
  package var searcher: Searcher
  package var queries: [String]
  package var strategy: Strategy
  /// What the 95th percentile must stay below.
  package var limit: Duration = .milliseconds(200)
  package var most = 1024

  package init(searcher: Searcher, queries: [String], strategy: Strategy = .hybrid) {
    self.searcher = searcher
    self.queries = queries
    self.strategy = strategy
  }

  package struct Step: Sendable {
    package var askers: Int
    package var profile: LatencyProfile
    package var queriesPerSecond: Double
  }

  /// - Returns: what was tried, fewest askers first; the last one's percentile may be beyond the limit. What is within is
  ///   known to an eighth.
  package func steps() async throws -> [Step] {
    var steps: [Step] = []
    var askers = 1
    while askers <= most {
      let step = try await step(askers)
      steps.append(step)
      guard isWithin(step) else { break }
      askers *= 2
    }
    var (fewest, most) = (steps.last(where: isWithin)?.askers ?? 0, askers)
    while steps.contains(where: { !isWithin($0) }), most - fewest > max(1, fewest / 8) {
      let step = try await step((fewest + most) / 2)
      steps.append(step)
      if isWithin(step) { fewest = step.askers } else { most = step.askers }
    }
    return steps.sorted { $0.askers < $1.askers }
  }

  package func isWithin(_ step: Step) -> Bool { step.profile.percentile(95) < limit / .milliseconds(1) }

  /// Each asker waits for an answer before asking again; everyone asks at least twice.
  private func step(_ askers: Int) async throws -> Step {
    let next = Ticket()
    let total = max(queries.count, 2 * askers)
    let clock = ContinuousClock()
    let started = clock.now
    let profile = try await withThrowingTaskGroup(of: LatencyProfile.self) { group in
      for _ in 0..<askers {
        group.addTask {
          var profile = LatencyProfile()
          while case let number = next.take(), number < total {
            let asked = clock.now
            _ = try await searcher.search(SearchRequest(queries[number % queries.count], strategy: strategy))
            profile.record(clock.now - asked)
          }
          return profile
        }
      }
      return try await group.reduce(into: LatencyProfile()) { $0.add($1) }
    }
    return Step(
      askers: askers, profile: profile, queriesPerSecond: Double(total) / ((clock.now - started) / .seconds(1)))
  }
}
