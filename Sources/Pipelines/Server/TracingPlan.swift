/// Where traces are sent, and how many.
package struct TracingPlan: Sendable, Equatable {
  /// A collector's address before `/v1/traces`.
  package var endpoint: String
  /// The share of the traces begun here that are recorded, from 0 to 1.
  package var sampling: Double

  static let form = Form<TracingPlan>.mapping(
    TracingPlan(endpoint: "", sampling: 0.1),
    [
      Field(
        "endpoint", \.endpoint, .url, required: true,
        "A collector of OTLP over HTTP: its address before /v1/traces, such as http://collector:4318."),
      Field(
        "sampling", \.sampling, .number(0...1),
        "The share of the traces that are recorded; what a caller decided for its own trace is kept."),
    ])
}
