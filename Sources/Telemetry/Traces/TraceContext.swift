package import Tracing

/// Where in which trace something happens: what travels with a request from service to service.
package struct TraceContext: Hashable, Sendable {
  package let traceID: TraceID
  package let spanID: SpanID
  /// Whether the trace is recorded; decided once, where it begins.
  package let isSampled: Bool
  /// What other systems on the way want to find again, handed on as it came.
  package let state: String
}

extension ServiceContext {
  package internal(set) var trace: TraceContext? {
    get { self[TraceKey.self] }
    set { self[TraceKey.self] = newValue }
  }

  private enum TraceKey: ServiceContextKey {
    typealias Value = TraceContext
    static let nameOverride: String? = "trace"
  }
}
