import Foundation

/// What is sent where by OTLP, as OpenTelemetry's environment variables say
/// (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables,
/// https://opentelemetry.io/docs/specs/otel/protocol/exporter).
///
/// Nothing is sent unless an address is given. A value that cannot be followed is left out and complained of: no program
/// fails for how it is watched.
package struct OTLPSettings: Sendable, Equatable {
  /// Nil when traces are not sent; so too below.
  package var traces: OTLPRoute?
  package var metrics: OTLPRoute?
  /// The share of the traces begun here that are recorded, from 0 to 1.
  package var sampling = 1.0
  package var metricInterval: Duration = .seconds(60)
  /// Attributes of the resource, `service.name` among them where it is given.
  package var attributes: [String: String] = [:]
  /// What could not be followed, a line each; no value that may be secret is in them.
  package private(set) var complaints: [String] = []

  package init(environment: [String: String]) {
    // An empty value means an unset one.
    var reader = Reader(environment: environment.filter { !$0.value.isEmpty })
    guard reader["OTEL_SDK_DISABLED"]?.lowercased() != "true" else { return }
    traces = reader.route(of: .traces)
    metrics = reader.route(of: .metrics)
    guard traces != nil || metrics != nil else {
      complaints = reader.complaints
      return
    }
    sampling = reader.sampling()
    metricInterval = reader.duration("OTEL_METRIC_EXPORT_INTERVAL") ?? metricInterval
    attributes = reader.pairs("OTEL_RESOURCE_ATTRIBUTES")
    if let service = reader["OTEL_SERVICE_NAME"] { attributes["service.name"] = service }
    reader.complainOfIgnored()
    complaints = reader.complaints
  }
}

/// Reads the variables one by one.
private struct Reader {
  let environment: [String: String]
  private(set) var complaints: [String] = []

  init(environment: [String: String]) { self.environment = environment }

  subscript(name: String) -> String? { environment[name] }

  mutating func route(of signal: OTLPSignal) -> OTLPRoute? {
    let exporter = "OTEL_\(signal.rawValue.uppercased())_EXPORTER"
    let exporters = (self[exporter] ?? "otlp").split(separator: ",").map { $0.trimmed }
    guard exporters.contains("otlp") else {
      if exporters != ["none"] { complain(exporter, "only otlp and none are known, and nothing is sent") }
      return nil
    }
    guard var route = address(of: signal) else { return nil }
    if let (name, value) = either(signal, "PROTOCOL"), value != "http/json" {
      guard value == "http/protobuf" else {
        complain(
          name, "only HTTP is spoken, and nothing is sent (set http/json, and the collector's port for it, 4318)")
        return nil
      }
    }
    if let (name, _) = either(signal, "HEADERS") { route.headers = pairs(name) }
    if let (name, _) = either(signal, "TIMEOUT") { route.timeout = duration(name) ?? route.timeout }
    return route
  }

  private mutating func address(of signal: OTLPSignal) -> OTLPRoute? {
    let own = Self.name(signal, "ENDPOINT")
    let common = "OTEL_EXPORTER_OTLP_ENDPOINT"
    let name = self[own] == nil ? common : own
    guard let address = self[name] else { return nil }
    guard address.wholeMatch(of: /https?:\/\/[^\s\/@]+(\/\S*)?/.ignoresCase()) != nil else {
      complain(name, "is no HTTP address, and nothing is sent (write it as http://collector:4318)")
      return nil
    }
    return name == own ? OTLPRoute(url: address) : OTLPRoute(signal, at: address)
  }

  /// Parent-based throughout: what a caller decided for its own trace is kept.
  mutating func sampling() -> Double {
    let name = "OTEL_TRACES_SAMPLER"
    let sampler = self[name] ?? "parentbased_always_on"
    switch sampler.hasPrefix("parentbased_") ? String(sampler.dropFirst(12)) : sampler {
    case "always_on": return 1
    case "always_off": return 0
    case "traceidratio":
      guard let text = self[name + "_ARG"] else { return 1 }
      if let share = Double(text), (0...1).contains(share) { return share }
      complain(name + "_ARG", "is no number from 0 to 1, and every trace is recorded")
    default: complain(name, "is no sampler that is known, and every trace is recorded")
    }
    return 1
  }

  /// Milliseconds.
  mutating func duration(_ name: String) -> Duration? {
    guard let text = self[name] else { return nil }
    if let milliseconds = Int(text), (1...86_400_000).contains(milliseconds) { return .milliseconds(milliseconds) }
    complain(name, "is no number of milliseconds, and the default is taken")
    return nil
  }

  /// `name=value,name=value`, with values escaped as in URLs.
  mutating func pairs(_ name: String) -> [String: String] {
    var pairs: [String: String] = [:]
    for pair in (self[name] ?? "").split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
      guard parts.count == 2, !parts[0].isEmpty, let value = parts[1].removingPercentEncoding else {
        complain(name, "is not name=value,name=value, and what is not is left out")
        continue
      }
      pairs[parts[0]] = value
    }
    return pairs
  }

  /// Says which variables would have had an effect elsewhere.
  mutating func complainOfIgnored() {
    for name in environment.keys.sorted() where name.hasPrefix("OTEL_EXPORTER_OTLP_") {
      if ["CERTIFICATE", "CLIENT_KEY"].contains(where: name.hasSuffix) {
        complain(name, "is not followed: the system's certificates are trusted, and none is shown")
      }
    }
  }

  /// The signal's own variable if it is set, else the common one.
  private func either(_ signal: OTLPSignal, _ what: String) -> (name: String, value: String)? {
    for name in [Self.name(signal, what), "OTEL_EXPORTER_OTLP_\(what)"] {
      if let value = self[name] { return (name, value) }
    }
    return nil
  }

  private static func name(_ signal: OTLPSignal, _ what: String) -> String {
    "OTEL_EXPORTER_OTLP_\(signal.rawValue.uppercased())_\(what)"
  }

  private mutating func complain(_ name: String, _ problem: String) {
    let complaint = "\(name): \(problem)"
    if !complaints.contains(complaint) { complaints.append(complaint) }
  }
}

extension Substring {
  fileprivate var trimmed: String { String(self).trimmed }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
