import Tracing

/// Whose measurements they are, and how a batch of them is written as OTLP's JSON
/// (https://github.com/open-telemetry/opentelemetry-proto/tree/main/opentelemetry/proto).
package struct Resource: Sendable {
  private let version: String
  private let attributes: [String: String]

  /// - Parameter attributes: more of the resource, such as `service.instance.id`; a `service.name` goes before `service`.
  package init(service: String = "quern", version: String, attributes: [String: String] = [:]) {
    self.version = version
    self.attributes = ["service.name": service, "service.version": version].merging(attributes) { $1 }
  }

  /// The body of an export request.
  func request(_ signal: OTLPSignal, _ items: (inout JSONLine) -> Void) -> String {
    let keys = signal.keys
    var line = JSONLine()
    line.object { line in
      line.list(keys.resource) { line in
        line.object { line in
          line.key("resource")
          line.object { line in line.attributes(SpanAttributes(attributes.mapValues { .string($0) })) }
          line.list(keys.scope) { line in
            line.object { line in
              line.key("scope")
              line.object { line in
                line.field("name", "quern")
                line.field("version", version)
              }
              line.list(keys.items, items)
            }
          }
        }
      }
    }
    return line.text
  }
}
