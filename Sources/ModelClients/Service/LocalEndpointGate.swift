package import Corpus

/// The gate of one process: its clients agree in memory.
package actor LocalEndpointGate: EndpointGate {
  private var states: [String: EndpointState] = [:]
  private let now: @Sendable () -> Double

  /// - Parameter now: seconds of a clock that never goes back.
  package init(now: @escaping @Sendable () -> Double) { self.now = now }

  package init() {
    let start = ContinuousClock.now
    self.init { (ContinuousClock.now - start) / .seconds(1) }
  }

  package func admit(_ endpoint: String, tokens: Int, policy: EndpointPolicy) -> Admission {
    states[endpoint, default: EndpointState()].admit(tokens: tokens, policy: policy, now: now())
  }

  package func note(_ endpoint: String, _ outcome: EndpointOutcome, policy: EndpointPolicy) {
    states[endpoint, default: EndpointState()].note(outcome, policy: policy, now: now())
  }
}
