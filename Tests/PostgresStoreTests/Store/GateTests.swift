import Corpus
import PostgresStore
import Testing

@Suite(.postgres) struct GateTests {
  @Test func `clients on several machines share one endpoint's rate`() async throws {
    try await Installation.with { installation in
      let policy = EndpointPolicy(requestsPerMinute: 60)
      let start = ContinuousClock.now
      var gates: [PostgresEndpointGate] = []
      for machine in 0..<4 { gates.append(PostgresEndpointGate(try await installation.store(machine: "\(machine)"))) }
      let admitted = try await withThrowingTaskGroup(of: Int.self) { group in
        for gate in gates {
          group.addTask {
            var admitted = 0
            for _ in 0..<10 where try await gate.admit("host/v1", tokens: 1, policy: policy) == .go { admitted += 1 }
            return admitted
          }
        }
        return try await group.reduce(0, +)
      }
      // A full bucket holds six seconds' worth; one more trickles in every second.
      let trickled = Int((ContinuousClock.now - start) / .seconds(1)) + 1
      #expect((6...6 + trickled).contains(admitted))
      #expect(try await gates[0].admit("other/v1", tokens: 1, policy: policy) == .go)
    }
  }

  @Test func `a breaker that one client's failures opened is open for all`() async throws {
    try await Installation.with { installation in
      let (one, two) = (
        PostgresEndpointGate(try await installation.store()), PostgresEndpointGate(try await installation.store())
      )
      let policy = EndpointPolicy()
      for _ in 0..<5 { try await one.note("host/v1", .failed(retryAfter: nil), policy: policy) }
      guard case .refused = try await two.admit("host/v1", tokens: 1, policy: policy) else {
        Issue.record("the breaker is closed")
        return
      }
    }
  }
}
