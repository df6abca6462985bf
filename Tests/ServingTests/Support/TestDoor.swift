import Corpus
import Foundation
import Guarding
import HTTPTypes
import Hummingbird
import Logging
import Serving

/// A server without sockets: requests go through its doors to its routes, and their answers are read.
struct TestDoor: Sendable {
  let pipelines: [ServedPipeline]
  let log: Logger
  let respond: @Sendable (Request, ServingContext) async throws -> Response

  init(
    _ catalogues: [FakeCatalogue], model: Letters = Letters(), onMismatch: MismatchPolicy = .refuse,
    settings: ServerSettings = ServerSettings(), doors: DoorSettings = DoorSettings(),
    limiter: (any RateLimiting)? = nil, gate: AdmissionGate = AdmissionGate(concurrent: 64, queue: 128),
    log: Logger = .silent
  ) async throws {
    self.log = log
    let queries = QueryService(gate: gate, timeout: settings.timeout, width: 2)
    pipelines = catalogues.map { $0.served(model: model, onMismatch: onMismatch, through: queries) }
    let doorkeeper = try await Doorkeeper(settings: doors)
    let responder = ServerRouter(
      settings: settings, pipelines: pipelines, queries: queries,
      doors: ServerDoors(doorkeeper: doorkeeper, limiter: limiter)
    ).router().buildResponder()
    respond = { try await responder.respond(to: $0, context: $1) }
    await Following(pipelines, log: .silent).look()
  }

  func send(
    _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:], body: String? = nil,
    from remote: String = "127.0.0.1"
  ) async throws -> Answer {
    var headers = headers
    if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
    let request = Request(
      head: HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers),
      body: RequestBody(buffer: ByteBuffer(string: body ?? "")))
    return try await Answer(respond(request, ServingContext(remote: remote, logger: log)))
  }

  func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
    try await send(.get, path, headers: headers)
  }

  func search(_ body: String, headers: HTTPFields = [:]) async throws -> Answer {
    try await send(.post, "/api/v1/search", headers: headers, body: body)
  }
}

extension Logger {
  static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
