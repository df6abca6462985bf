import Telemetry
import Testing

@Suite struct OTLPSettingsTests {
  private static let endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT"
  private static let collector = "http://collector:4318"

  private func settings(_ more: [String: String] = [:]) -> OTLPSettings {
    OTLPSettings(environment: [Self.endpoint: Self.collector].merging(more) { $1 })
  }

  @Test(
    arguments: [
      [:], [endpoint: ""], [endpoint: collector, "OTEL_SDK_DISABLED": "True"],
      [endpoint: collector, "OTEL_TRACES_EXPORTER": "none", "OTEL_METRICS_EXPORTER": "none"],
    ])
  func `nothing is sent unless it is asked for`(environment: [String: String]) {
    let settings = OTLPSettings(environment: environment)
    #expect(settings.traces == nil && settings.metrics == nil && settings.complaints.isEmpty)
  }

  @Test func `one address is enough for both signals`() {
    for address in [Self.collector, Self.collector + "/"] {
      let settings = OTLPSettings(environment: [Self.endpoint: address])
      #expect(settings.traces?.url == "http://collector:4318/v1/traces")
      #expect(settings.metrics?.url == "http://collector:4318/v1/metrics")
      #expect(settings.sampling == 1 && settings.metricInterval == .seconds(60) && settings.complaints.isEmpty)
    }
  }

  @Test func `a signal's own variables go before the common ones`() {
    let settings = settings([
      "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "https://traces.example.org/ingest", "OTEL_EXPORTER_OTLP_TIMEOUT": "2000",
      "OTEL_EXPORTER_OTLP_METRICS_TIMEOUT": "500", "OTEL_EXPORTER_OTLP_HEADERS": "a=1, b = x%20y ",
      "OTEL_EXPORTER_OTLP_METRICS_HEADERS": "c=3",
    ])
    // As it is: it says where traces go, to the last letter.
    #expect(settings.traces?.url == "https://traces.example.org/ingest")
    #expect(settings.traces?.headers == ["a": "1", "b": "x y"] && settings.traces?.timeout == .seconds(2))
    #expect(settings.metrics?.url == "http://collector:4318/v1/metrics")
    #expect(settings.metrics?.headers == ["c": "3"] && settings.metrics?.timeout == .milliseconds(500))
    #expect(settings.complaints.isEmpty)
  }

  @Test(arguments: [
    ("parentbased_always_on", nil, 1.0), ("always_off", nil, 0), ("parentbased_traceidratio", "0.25", 0.25),
    ("traceidratio", nil, 1),
  ])
  func `samplers are known by their names`(sampler: String, argument: String?, share: Double) {
    var environment = ["OTEL_TRACES_SAMPLER": sampler]
    environment["OTEL_TRACES_SAMPLER_ARG"] = argument
    #expect(settings(environment).sampling == share && settings(environment).complaints.isEmpty)
  }

  @Test func `the service's name goes before the resource's`() {
    let attributes = settings([
      "OTEL_RESOURCE_ATTRIBUTES": "service.name=a,k8s.pod.name=b%2Cc", "OTEL_SERVICE_NAME": "nightly",
    ]).attributes
    #expect(attributes == ["service.name": "nightly", "k8s.pod.name": "b,c"])
  }

  @Test(arguments: [
    ("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:secret@collector"),
    ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), ("OTEL_TRACES_EXPORTER", "zipkin"),
    ("OTEL_TRACES_SAMPLER", "jaeger_remote"),
    ("OTEL_EXPORTER_OTLP_TIMEOUT", "soon"), ("OTEL_EXPORTER_OTLP_HEADERS", "secret"),
    ("OTEL_EXPORTER_OTLP_CERTIFICATE", "/etc/secret.pem"), ("OTEL_METRIC_EXPORT_INTERVAL", "0"),
    ("OTEL_RESOURCE_ATTRIBUTES", "a=%secret"),
  ])
  func `what cannot be followed is complained of once, and its value is not told`(name: String, value: String) {
    let complaints = settings([name: value]).complaints
    #expect(complaints.count == 1 && complaints.first?.hasPrefix(name + ": ") == true, "\(complaints)")
    #expect(complaints.first?.contains("secret") == false)
  }

  @Test func `gRPC is not spoken, and nothing is sent to its port`() {
    let settings = settings(["OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL": "http/json"])
    #expect(settings.traces == nil && settings.metrics != nil)
  }

  @Test func `a sampler's share out of bounds records every trace`() {
    let settings = settings(["OTEL_TRACES_SAMPLER": "traceidratio", "OTEL_TRACES_SAMPLER_ARG": "2"])
    #expect(settings.sampling == 1 && settings.complaints.count == 1)
  }
}
