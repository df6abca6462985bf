import Foundation
import Glibc
import Logging
import Metrics
import ServiceLifecycle
import Telemetry
import Tracing

/// What is sent by OTLP while a program runs, and once more before it ends.
struct Exports: Service {
  private let spans: SpanExporter?
  private let metrics: MetricExporter?

  /// Installs the tracer where traces are sent; without one, spans cost nothing.
  ///
  /// - Parameter registry: installed already, since counting begins before anything is sent.
  init(_ settings: OTLPSettings, of registry: MetricRegistry, log: Logger) {
    for complaint in settings.complaints { log.warning("\(complaint)") }
    let resource = Resource(version: Version.current, attributes: Self.origin.merging(settings.attributes) { $1 })
    spans = settings.traces.map { route in
      SpanExporter(collector: Collector(.traces, at: route, resource: resource, logger: log))
    }
    metrics = settings.metrics.map { route in
      MetricExporter(
        registry: registry, collector: Collector(.metrics, at: route, resource: resource, logger: log),
        interval: settings.metricInterval)
    }
    if let spans { InstrumentationSystem.bootstrap(SpanTracer(exporter: spans, sampling: settings.sampling)) }
  }

  /// Whether there is anything to do.
  var isNeeded: Bool { spans != nil || metrics != nil }

  /// Sends until the task is cancelled or told to end; then what is left, within three seconds.
  func run() async {
    await cancelWhenGracefulShutdown {
      async let spans: Void? = self.spans?.run()
      async let metrics: Void? = self.metrics?.run()
      _ = await (spans, metrics)
    }
  }

  /// Tells processes apart that send the same metrics.
  private static var origin: [String: String] {
    let host = ProcessInfo.processInfo.hostName
    return [
      "host.name": host, "process.pid": "\(getpid())", "service.instance.id": "\(host):\(getpid())",
    ]
  }
}
