/// OTLP's metrics
/// (https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto).
extension JSONLine {
  /// A metric with its data points; what is counted is cumulative.
  mutating func metric(_ name: String, _ kind: Metric.Kind, help: String?, _ points: (inout JSONLine) -> Void) {
    object { line in
      line.field("name", name)
      if let help { line.field("description", help) }
      if let unit = Self.unit(of: name) { line.field("unit", unit) }
      line.key(kind.key)
      line.object { line in
        if kind != .gauge {
          line.key("aggregationTemporality")
          line.literal("2")
        }
        if kind == .counter {
          line.key("isMonotonic")
          line.literal("true")
        }
        line.list("dataPoints", points)
      }
    }
  }

  /// - Parameter isCounted: whether the value began at zero at some time.
  mutating func times(_ span: MeasuredSpan, isCounted: Bool) {
    if isCounted { field("startTimeUnixNano", "\(span.start)") }
    field("timeUnixNano", "\(max(span.start, span.end))")
  }

  mutating func labels(_ pairs: [(String, String)]) {
    guard !pairs.isEmpty else { return }
    list("attributes") { line in
      for (name, value) in pairs {
        line.object { line in
          line.field("key", name)
          line.key("value")
          line.object { $0.field("stringValue", value.clipped) }
        }
      }
    }
  }

  /// As UCUM writes it; our names end in theirs.
  private static func unit(of name: String) -> String? {
    let words = name.split(separator: "_")
    return words.contains("seconds") ? "s" : words.contains("bytes") ? "By" : nil
  }
}

/// Since when was counted, and up to when: nanoseconds since 1970.
struct MeasuredSpan: Sendable {
  var start: UInt64
  var end: UInt64
}

extension Metric.Kind {
  /// As OTLP calls it.
  fileprivate var key: String {
    switch self {
    case .counter: "sum"
    case .gauge: "gauge"
    case .histogram: "histogram"
    }
  }
}
