import Tracing

/// Whose spans they are, and how a batch of them is written as OTLP's JSON
/// (https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto).
package struct Resource: Sendable {
  private let version: String
  private let attributes: [String: String]

  /// - Parameter attributes: more of the resource, such as `service.instance.id`.
  package init(service: String = "quern", version: String, attributes: [String: String] = [:]) {
    self.version = version
    self.attributes = attributes.merging(["service.name": service, "service.version": version]) { $1 }
  }

  /// The body of an export request.
  func request(with spans: [SpanRecord]) -> String {
    var line = JSONLine()
    line.object { line in
      line.list("resourceSpans") { line in
        line.object { line in
          line.key("resource")
          line.object { line in line.attributes(SpanAttributes(attributes.mapValues { .string($0) })) }
          line.list("scopeSpans") { line in
            line.object { line in
              line.key("scope")
              line.object { line in
                line.field("name", "quern")
                line.field("version", version)
              }
              line.list("spans") { line in
                for span in spans { line.append(span) }
              }
            }
          }
        }
      }
    }
    return line.text
  }
}
