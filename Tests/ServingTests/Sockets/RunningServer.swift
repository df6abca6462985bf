import Corpus
import Fixtures
import Guarding
import Logging
import ServiceLifecycle
import Serving
import Testing
import Wires

/// A server on a free port of this machine, until it is told to end.
struct RunningServer: Sendable {
  let ports: ListeningPorts
  private let group: ServiceGroup
  private let task: Task<Void, any Error>

  init(
    _ catalogue: FakeCatalogue, model: Letters = Letters(), settings: ServerSettings = ServerSettings()
  ) async throws {
    var settings = settings
    settings.port = 0
    let queries = QueryService(
      gate: AdmissionGate(concurrent: 64, queue: 128), timeout: settings.timeout, width: 2)
    let server = try Server(
      settings: settings, pipelines: [catalogue.served(model: model, through: queries)], queries: queries,
      doors: ServerDoors(doorkeeper: try await Doorkeeper(settings: DoorSettings())), hasDoors: false,
      metrics: { "rag_up 1\n" }, log: .silent)
    let (opened, continuation) = AsyncStream.makeStream(of: ListeningPorts.self)
    let services = server.services { continuation.yield($0) }
    let group = ServiceGroup(configuration: ServiceGroupConfiguration(services: services, logger: .silent))
    task = Task { try await group.run() }
    self.group = group
    ports = try #require(await opened.first { _ in true })
  }

  /// Runs something against a server, and ends it.
  static func use(
    _ catalogue: FakeCatalogue, model: Letters = Letters(), settings: ServerSettings = ServerSettings(),
    _ body: (RunningServer) async throws -> Void
  ) async throws {
    let server = try await RunningServer(catalogue, model: model, settings: settings)
    do { try await body(server) } catch {
      try? await server.end()
      throw error
    }
    try await server.end()
  }

  /// Waits until every index is open.
  func ready() async throws {
    try await until {
      try await Wire.ask(ports.api, "GET /api/v1/ready HTTP/1.1\r\nHost: a\r\n\r\n").contains(" 200 ")
    }
  }

  /// Tells it to end, and does not wait until it has.
  func beginEnd() async { await group.triggerGracefulShutdown() }

  func end() async throws {
    await beginEnd()
    try await task.value
  }
}
