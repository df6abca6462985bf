package import Corpus

/// Lets the clients of an endpoint agree across machines, all pipelines of an installation together: one row each, by
/// the database's clock.
package struct PostgresEndpointGate: EndpointGate {
  private let pool: PostgresPool

  package init(_ store: PostgresStore) { pool = store.pool }

  package func admit(_ endpoint: String, tokens: Int, policy: EndpointPolicy) async throws -> Admission {
    try await apply(to: endpoint) { $0.admit(tokens: tokens, policy: policy, now: $1) }
  }

  package func note(_ endpoint: String, _ outcome: EndpointOutcome, policy: EndpointPolicy) async throws {
    try await apply(to: endpoint) { $0.note(outcome, policy: policy, now: $1) }
  }

  /// - Parameter event: is given the state and the time, in seconds since 1970.
  private func apply<Answer: Sendable>(
    to endpoint: String, _ event: @Sendable @escaping (inout EndpointState, Double) -> Answer
  ) async throws -> Answer {
    try await pool.write { db in
      // Forgotten in a crash, it costs a burst.
      try db.execute("SELECT set_config('synchronous_commit', 'off', true)")
      let name = endpoint.storable
      try db.execute("INSERT INTO endpoint (name, state) VALUES ($1, '{}') ON CONFLICT DO NOTHING", [name])
      let stored: String = try db.rows("SELECT state::text FROM endpoint WHERE name = $1 FOR UPDATE", [name])[0][0]
      // Only now: whoever had the row before may have looked at the clock later than this transaction began.
      let now: Double = try db.rows("SELECT extract(epoch FROM clock_timestamp())::float8")[0][0]
      let before = try JSONColumn.value(stored, as: EndpointState.self)
      var state = before
      let answer = event(&state, now)
      if state != before {
        try db.execute("UPDATE endpoint SET state = $2::jsonb WHERE name = $1", [name, try JSONColumn.text(state)])
      }
      return answer
    }
  }
}
