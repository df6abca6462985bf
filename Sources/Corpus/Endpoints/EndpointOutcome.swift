/// What a request told about its endpoint.
package enum EndpointOutcome: Sendable, Hashable {
  /// It answered, be it that it refuses this text.
  case success
  /// It is alive and wants to be asked less; after so many seconds if it said.
  case throttled(retryAfter: Double?)
  /// It did not answer, or not with what was asked for.
  case failed(retryAfter: Double?)
}
