package import Corpus
package import Metrics

/// Counts what passes a gate, and shows whether the breaker behind it is open.
package struct WatchedGate: EndpointGate {
  private let gate: any EndpointGate
  private let factory: any MetricsFactory

  package init(_ gate: any EndpointGate, factory: any MetricsFactory = MetricsSystem.factory) {
    self.gate = gate
    self.factory = factory
  }

  package func admit(_ endpoint: String, tokens: Int, policy: EndpointPolicy) async throws -> Admission {
    let admission = try await gate.admit(endpoint, tokens: tokens, policy: policy)
    switch admission {
    case .go: break
    case .wait(let seconds): wait(seconds, endpoint)
    case .refused(_, let seconds):
      show(isOpen: true, endpoint)
      wait(seconds, endpoint)
    }
    return admission
  }

  package func note(_ endpoint: String, _ outcome: EndpointOutcome, policy: EndpointPolicy) async throws {
    try await gate.note(endpoint, outcome, policy: policy)
    // A failure says nothing of the breaker: whoever is refused next will.
    switch outcome {
    case .success, .throttled: show(isOpen: false, endpoint)
    case .failed: break
    }
    let labels = [("endpoint", endpoint), ("outcome", outcome.word)]
    Counter(label: "rag_endpoint_requests_total", dimensions: labels, factory: factory).increment()
  }

  private func show(isOpen: Bool, _ endpoint: String) {
    Gauge(label: "rag_endpoint_breaker_open", dimensions: [("endpoint", endpoint)], factory: factory)
      .record(isOpen ? 1 : 0)
  }

  private func wait(_ seconds: Double, _ endpoint: String) {
    FloatingPointCounter(
      label: "rag_endpoint_wait_seconds_total", dimensions: [("endpoint", endpoint)], factory: factory
    ).increment(by: seconds)
  }
}

extension EndpointOutcome {
  fileprivate var word: String {
    switch self {
    case .success: "success"
    case .throttled: "throttled"
    case .failed: "failed"
    }
  }
}
