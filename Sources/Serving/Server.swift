package import Corpus
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
package import ServiceLifecycle
package import UnixSignals

/// The server: follows its pipelines and answers, until it is told to end.
package struct Server: Sendable {
  private let settings: ServerSettings
  private let router: ServerRouter
  private let following: Following
  private let metrics: (@Sendable () async -> String)?
  private let log: Logger

  /// - Parameter hasDoors: whether callers have to show who they are, or anonymous ones are allowed in so many words.
  /// - Parameter metrics: what the metrics' port answers, in Prometheus' text format.
  /// - Throws: ``Failure`` `server.open`.
  package init(
    settings: ServerSettings, pipelines: [ServedPipeline], queries: QueryService, doors: ServerDoors, hasDoors: Bool,
    metrics: (@Sendable () async -> String)? = nil, log: Logger
  ) throws(Failure) {
    try settings.check(hasDoors: hasDoors)
    self.settings = settings
    self.metrics = metrics
    self.log = log
    router = ServerRouter(settings: settings, pipelines: pipelines, queries: queries, doors: doors)
    following = Following(pipelines, log: log)
  }

  /// Runs until SIGTERM or SIGINT: then no connection is accepted any more, what is being answered is answered, as far
  /// as the time for it allows, and the rest is cut off.
  ///
  /// - Parameter services: what has to run beside and to end after the requests, as the export of traces.
  /// - Parameter onListening: told the ports once they are open.
  package func run(
    beside services: [any Service] = [], signals: [UnixSignal] = [.sigterm, .sigint],
    onListening: @escaping @Sendable (ListeningPorts) -> Void = { _ in }
  ) async throws {
    var configuration = ServiceGroupConfiguration(
      services: services + self.services(onListening: onListening), gracefulShutdownSignals: signals, logger: log)
    configuration.maximumGracefulShutdownDuration = settings.drain
    try await ServiceGroup(configuration: configuration).run()
  }

  /// What has to run, in the order of its beginning.
  package func services(onListening: @escaping @Sendable (ListeningPorts) -> Void = { _ in }) -> [any Service] {
    let ports = PortReport(expected: metrics == nil ? 1 : 2, onListening)
    let api = Application(
      router: router.router(), server: .http1(configuration: channel),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), backlog: 1024,
        availableConnectionsDelegate: .maximum(settings.maxConnections, logger: log)),
      onServerRunning: { ports.opened(api: $0.localAddress?.port) }, logger: log)
    let door = ListeningDoor(application: api, host: settings.host, port: settings.port)
    return [following] + (metrics.map { [metricsDoor($0, ports)] } ?? []) + [door]
  }

  private func metricsDoor(_ text: @escaping @Sendable () async -> String, _ ports: PortReport) -> any Service {
    let door = MetricsDoor(
      host: settings.host, port: settings.metricsPort ?? 0, channel: channel, text: text, log: log,
      onListening: { ports.opened(metrics: $0) })
    return ListeningDoor(application: door, host: settings.host, port: settings.metricsPort ?? 0)
  }

  private var channel: HTTP1Channel.Configuration {
    let patience = TimeAmount(settings.readTimeout)
    return HTTP1Channel.Configuration(
      additionalChannelHandlers: [SlowClients(patience: patience)], idleTimeout: TimeAmount(settings.idleTimeout),
      httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: settings.maxHeaders, maxHeaderListSize: settings.maxHeaders, maxHeaderFieldCount: 100))
  }
}
