/// What is exported by OTLP, and how its requests name it.
package enum OTLPSignal: String, Sendable, CaseIterable {
  case traces, metrics

  /// Below a collector's address.
  var path: String { "/v1/\(rawValue)" }

  /// The keys of a request's body, from outside inwards.
  var keys: (resource: String, scope: String, items: String) {
    switch self {
    case .traces: ("resourceSpans", "scopeSpans", "spans")
    case .metrics: ("resourceMetrics", "scopeMetrics", "metrics")
    }
  }
}
