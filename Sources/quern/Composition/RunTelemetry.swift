import Corpus
import Foundation
import Indexing
import Logging
import Metrics
import Running
import Serving
import Telemetry
import Tracing

/// What a run tells those who watch: metrics on a port, pushed before it ends, or sent by OTLP with its traces.
///
/// A run that nobody watches measures nothing. Nothing here fails a run, or holds it up for longer than three seconds.
struct RunTelemetry {
  private let options: WatchOptions
  private let pushgateway: String?
  private let exports: Exports
  private let registry = MetricRegistry()
  private let metrics: RunMetrics
  private let log: Logger
  private let environment = ProcessInfo.processInfo.environment
  /// Whether anybody looks at metrics.
  let isMeasured: Bool

  init(_ options: WatchOptions, pipeline: String, log: Logger) {
    self.options = options
    self.log = log
    let settings = OTLPSettings(environment: environment)
    pushgateway = [options.pushgateway, environment["QUERN_PUSHGATEWAY"]].compactMap(\.self).first { !$0.isEmpty }
    isMeasured = options.metricsPort != nil || pushgateway != nil || settings.metrics != nil
    if isMeasured {
      MetricsSystem.bootstrap(registry)
      Gauge(label: "rag_system_info", dimensions: [("version", Version.current)]).record(1)
    }
    exports = Exports(settings, of: registry, log: log)
    metrics = RunMetrics(pipeline: pipeline)
  }

  /// Shows a run while it is carried out, as part of the caller's trace if there is one (`TRACEPARENT`).
  ///
  /// - Parameter run: is given what the run shows itself with; nil where nobody looks.
  func during(
    stop: StopSignal, progress: RunProgress, _ run: (RunWatch?) async throws -> RunRecord
  ) async throws -> RunRecord {
    let watch = isMeasured ? RunWatch(metrics, progress: progress, stop: stop) : nil
    var context = ServiceContext.topLevel
    InstrumentationSystem.instrument.extract(environment, into: &context, using: EnvironmentVariables())
    let sending = Task { await exports.run() }
    let serving = options.metricsPort.map { port in Task { await serve(on: port) } }
    defer { serving?.cancel() }
    do {
      let record = try await ServiceContext.withValue(context) { try await run(watch) }
      await finish(sending)
      return record
    } catch {
      // The run that is at work shows itself.
      let isOther = (error as? Failure)?.code == "run.alreadyRunning"
      if !isOther { watch?.failed() }
      await finish(sending, pushes: !isOther)
      throw error
    }
  }

  private func finish(_ sending: Task<Void, Never>, pushes: Bool = true) async {
    sending.cancel()
    async let push: Void = pushes ? push() : ()
    await sending.value
    await push
  }

  private func push() async {
    guard let pushgateway else { return }
    var grouping = [(name: "pipeline", value: metrics.pipeline)]
    // The pods of an indexed Job; their number is bounded, and so is what they leave behind.
    if let index = environment["JOB_COMPLETION_INDEX"] { grouping.append(("worker", index)) }
    await Pushgateway(address: pushgateway, job: "quern", grouping: grouping)
      .push(registry.text(process: false), logger: log)
  }

  private func serve(on port: Int) async {
    let door = MetricsDoor(
      host: options.metricsHost, port: port, text: { registry.text() }, log: log,
      onListening: { port in
        FileHandle.standardError.write(Data("metrics on port \(port)\n".utf8))
      })
    do {
      try await door.run()
    } catch is CancellationError {
    } catch {
      log.warning("metrics: port \(port) cannot be opened, and the run goes on without (choose another): \(error)")
    }
  }
}

/// W3C Trace Context, as tools that start programs hand it on.
private struct EnvironmentVariables: Extractor {
  func extract(key: String, from environment: [String: String]) -> String? { environment[key.uppercased()] }
}
