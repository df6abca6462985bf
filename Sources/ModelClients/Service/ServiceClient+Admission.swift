import Corpus
import Foundation

extension ServiceClient {
  /// Waits until the gate lets one request through.
  ///
  /// The rate, and an endpoint that says when to come back, are waited for however long it takes. An open breaker is
  /// waited out only as long as the retry policy has patience, of which the last wait may take more than is left.
  ///
  /// - Parameter waited: seconds that this call has already waited for the breaker.
  /// - Throws: `service.breaker`, to stop, when patience is at an end; `CancellationError`; what the gate throws.
  func awaitAdmission(tokens: Int, waited: inout Double) async throws {
    while true {
      switch try await gate.admit(endpoint.name, tokens: tokens, policy: policy) {
      case .go: return
      case .wait(let seconds): try await sleep(seconds)
      case .refused(let openSeconds, let retrySeconds):
        guard waited < patience, retrySeconds <= patience else { throw breakerIsOpen(for: openSeconds) }
        waited += retrySeconds
        try await sleep(retrySeconds)
      }
    }
  }

  private func sleep(_ seconds: Double) async throws {
    try await timing.sleep(.seconds(Admission.spread(seconds, chance: timing.chance())))
  }

  private func breakerIsOpen(for seconds: Double) -> Failure {
    let since = timing.now().addingTimeInterval(-seconds).formatted(.iso8601)
    return Failure(
      "service.breaker", endpoint.name,
      "not asked: its breaker is open since \(since), after \(policy.breaker.failures) failures in a row",
      remedy: "see whether the service is up, then run again; embed.retry.limit says how long to wait for it",
      verdict: .stop(.dependency))
  }
}
