/// Writes metrics in Prometheus' text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats).
package struct Exposition: Sendable {
  /// The `Content-Type` it is served with.
  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private(set) var text = ""

  /// Begins a metric; its samples follow.
  mutating func begin(_ name: String, _ kind: Metric.Kind, help: String?) {
    if let help { text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n" }
    text += "# TYPE \(name) \(kind.word)\n"
  }

  mutating func sample(_ name: String, _ labels: String, _ value: Double) { sample(name, labels, Self.number(value)) }

  mutating func sample(_ name: String, _ labels: String, _ value: String) {
    text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
  }

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }

  /// A name that the format allows; anything else becomes an underscore.
  static func name(_ text: String) -> String {
    let name = String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    return name.first.map(\.isNumber) ?? true ? "_\(name)" : name
  }

  /// Label pairs as the format wants them, in order of their names.
  ///
  /// Names that Prometheus keeps for itself get a prefix; of equal names the last counts.
  static func labels(_ pairs: [(String, String)]) -> String {
    var labels: [String: String] = [:]
    for (name, value) in pairs {
      let name = Self.name(name)
      let isReserved = name.hasPrefix("__") || name == "le" || name == "quantile"
      labels[isReserved ? "exported_\(name)" : name] = value
    }
    return labels.sorted { $0.key < $1.key }
      .map { "\($0.key)=\"\(escaped($0.value.clipped, quotes: true))\"" }
      .joined(separator: ",")
  }

  /// Control characters are replaced: a NUL ends the page for Prometheus, and nobody wants the others.
  private static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped.append(contentsOf: #"\\"#.unicodeScalars)
      case "\n": escaped.append(contentsOf: #"\n"#.unicodeScalars)
      case "\"" where quotes: escaped.append(contentsOf: #"\""#.unicodeScalars)
      case _ where scalar.properties.generalCategory == .control: escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

extension String {
  /// No label needs more; what a stranger sends may be of any length.
  var clipped: String {
    let scalars = unicodeScalars.prefix(201)
    return scalars.count <= 200 ? self : String(String.UnicodeScalarView(scalars.dropLast())) + "…"
  }
}
