import Corpus
import Foundation
import Guarding
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Retrieval
import Segments

/// What the routes share.
struct APIRoutes: Sendable {
  let settings: ServerSettings
  let shelf: PipelineShelf
  let queries: QueryService
  private let description: ByteBuffer

  init(settings: ServerSettings, shelf: PipelineShelf, queries: QueryService) {
    self.settings = settings
    self.shelf = shelf
    self.queries = queries
    description = ByteBuffer(bytes: OpenAPIDocument(version: settings.version).json)
  }

  static let mostResults = 100
  static let longestQuery = 4096
  /// What may stand in a form's address: each character may take twelve bytes there, and a request's head has few.
  static let longestFormQuery = 1000
  /// Numbers that a generation may have, and places that a list may begin at.
  static let generations = 1...Int(Int32.max)
  static let offsets = 0...Int(Int32.max)

  // MARK: routes

  func search(_ request: Request, _ context: ServingContext) async throws -> Response {
    try Self.check(contentType: request.headers[.contentType])
    let bytes = try await request.body(upTo: settings.maxBody)
    let body = try SearchBody(json: Data(bytes.readableBytesView))
    let question = try question(body, context)
    guard body.stream else { return .json(try await queries.answer(question)) }
    return try await SearchStream.response(to: question, from: queries)
  }

  func pipelines(_ request: Request, _ context: ServingContext) throws -> Response {
    try FormFields(request.uri).check([])
    let visible = shelf.visible(to: try context.admitted)
    var writer = JSONWriter(capacity: 1024)
    writer.object { object in
      object.key("pipelines")
      object.array(visible) { $0.pipeline($1) }
    }
    return .json(ByteBuffer(bytes: writer.bytes))
  }

  func health(_: Request, _: ServingContext) -> Response {
    var writer = JSONWriter()
    writer.object { object in
      object.member("status", "ok")
      object.member("version", settings.version)
    }
    return .json(ByteBuffer(bytes: writer.bytes))
  }

  /// Ready when every pipeline has an index open. Once so, it stays: what is open goes on answering.
  func ready(_: Request, _: ServingContext) throws -> Response {
    guard shelf.areReady else {
      let missing = shelf.all.count { $0.live == nil }
      throw APIError(
        .notReady, "\(missing) of \(shelf.all.count) pipelines have no index open yet", retryAfterSeconds: 1)
    }
    return .json(ByteBuffer(string: #"{"status":"ready","pipelines":\#(shelf.all.count)}"#))
  }

  func openAPI(_: Request, _: ServingContext) -> Response { .json(description) }

  // MARK: questions

  func question(_ body: SearchBody, _ context: ServingContext) throws -> Question {
    let principal = try context.admitted
    if settings.logsQueries { context.logger.info("query", metadata: ["query": "\(body.query.prefix(1000))"]) }
    guard body.query.unicodeScalars.count <= Self.longestQuery else {
      throw APIError.invalid("query", "has more than \(Self.longestQuery) characters")
    }
    let most = body.maxResults ?? settings.maxResults
    guard (1...Self.mostResults).contains(most) else {
      throw APIError.invalid("max_results", "must be from 1 to \(Self.mostResults)")
    }
    if let generation = body.generation, !Self.generations.contains(generation) {
      throw APIError.invalid("generation", "must be from 1 to \(Self.generations.upperBound)")
    }
    let request = SearchRequest(
      body.query, strategy: body.strategy ?? settings.strategy, maxResults: most,
      filter: principal.filter(and: body.filter),
      similarityThreshold: body.similarityThreshold ?? settings.similarityThreshold, perChunk: body.chunks,
      explain: body.explain)
    do { try request.check() } catch let failure as Failure { throw APIError(failure) }
    return Question(
      pipeline: try shelf.pipeline(body.pipeline, for: principal), generation: body.generation, request: request)
  }

  /// A body that says it is something else is not read.
  private static func check(contentType: String?) throws {
    guard let contentType else { return }
    let type = contentType.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
    guard type == "application/json" else {
      throw APIError(.unsupportedMediaType, "the body must be application/json")
    }
  }
}

extension ServingContext {
  /// Who asks.
  /// - Throws: ``APIError`` `UNAUTHORIZED` if no door was passed.
  var admitted: Principal {
    get throws {
      guard let principal else { throw APIError(.unauthorized, "nobody was let in") }
      return principal
    }
  }
}

extension Principal {
  /// What they may see of what they ask for.
  func filter(and wanted: Filter?) -> Filter? {
    let all = filters + [wanted].compactMap(\.self)
    return all.count > 1 ? .all(all) : all.first
  }
}

extension Request {
  /// The whole body.
  /// - Throws: ``APIError`` `PAYLOAD_TOO_LARGE`; a length that is announced is believed at once.
  func body(upTo limit: Int) async throws -> ByteBuffer {
    let tooLarge = APIError(
      .payloadTooLarge, "the body has more than \(limit) bytes", details: ["limit": .number(Double(limit))])
    if let length = headers[.contentLength].flatMap(Int.init), length > limit { throw tooLarge }
    do { return try await body.collect(upTo: limit) } catch is NIOTooManyBytesError { throw tooLarge }
  }
}

extension Response {
  static func json(_ body: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: body))
  }
}
