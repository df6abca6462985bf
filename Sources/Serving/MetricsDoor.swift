import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves metrics on a port of its own, in Prometheus' text format.
package struct MetricsDoor: Service {
  private let host: String
  private let port: Int
  private let channel: HTTP1Channel.Configuration
  private let text: @Sendable () async -> String
  private let onListening: @Sendable (Int) -> Void
  private let log: Logger

  /// - Parameter port: 0 for any that is free.
  /// - Parameter text: what `/metrics` answers.
  /// - Parameter onListening: told the port once it is open.
  package init(
    host: String, port: Int, text: @escaping @Sendable () async -> String, log: Logger,
    onListening: @escaping @Sendable (Int) -> Void
  ) {
    let patience = TimeAmount.seconds(30)
    self.init(
      host: host, port: port,
      channel: HTTP1Channel.Configuration(
        additionalChannelHandlers: [SlowClients(patience: patience)], idleTimeout: patience),
      text: text, log: log, onListening: onListening)
  }

  init(
    host: String, port: Int, channel: HTTP1Channel.Configuration, text: @escaping @Sendable () async -> String,
    log: Logger, onListening: @escaping @Sendable (Int) -> Void
  ) {
    self.host = host
    self.port = port
    self.channel = channel
    self.text = text
    self.log = log
    self.onListening = onListening
  }

  /// Serves until the task is cancelled, or is told to end.
  /// - Throws: what the system says where the port cannot be had.
  package func run() async throws {
    let router = Router(context: ServingContext.self)
    router.get("/metrics") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: ResponseBody(byteBuffer: ByteBuffer(string: await text())))
    }
    try await Application(
      router: router, server: .http1(configuration: channel),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port), availableConnectionsDelegate: .maximum(64, logger: log)),
      onServerRunning: { onListening($0.localAddress?.port ?? port) }, logger: log
    ).run()
  }
}
