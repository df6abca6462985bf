/// Where all clients of an endpoint agree on who may ask it when: in memory, or in a database for many machines.
///
/// A gate keeps an ``EndpointState`` by endpoint, applies each call to it, and has one clock for all. A state that comes
/// out of a call as it went in need not be written.
package protocol EndpointGate: Sendable {
  /// Asks leave for one request; never waits itself.
  ///
  /// - Parameter endpoint: host and path, without secrets.
  /// - Parameter tokens: what the request holds.
  func admit(_ endpoint: String, tokens: Int, policy: EndpointPolicy) async throws -> Admission

  /// Tells how a request that was let through ended.
  func note(_ endpoint: String, _ outcome: EndpointOutcome, policy: EndpointPolicy) async throws
}
