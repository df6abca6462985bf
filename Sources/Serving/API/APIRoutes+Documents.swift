import Corpus
import Guarding
import HTTPTypes
import Hummingbird
import Indexing
import NIOCore
import Segments

/// Documents and chunks by their ids, across all pipelines that may be seen.
extension APIRoutes {
  /// Chunks in one answer.
  static let mostChunks = 1000

  func document(_ request: Request, _ context: ServingContext) async throws -> Response {
    let fields = FormFields(request.uri)
    try fields.check(["pipeline", "generation", "offset", "limit"])
    let text = context.parameters.get("id") ?? ""
    guard let id = DocumentID(hex: text.lowercased()) else {
      throw APIError.invalid("id", "is no document's id", "take one from an answer: 32 hexadecimal digits")
    }
    let offset = try fields.integer("offset", in: Self.offsets) ?? 0
    let limit = try fields.integer("limit", in: 1...Self.mostChunks) ?? Self.mostChunks
    return try await answer(id, fields, request, context) { place in
      let chunks = try place.index.snapshot.chunks(of: id).dropFirst(offset).prefix(limit)
      var writer = JSONWriter(capacity: 4096)
      writer.object { object in
        object.document(place.document, id: id.description, in: place)
        object.member("metadata", place.document.metadata)
        object.member("chunk_count", place.document.chunkCount)
        object.key("chunks")
        object.array(chunks) { array, chunk in
          array.object { $0.chunk(chunk, of: id) }
        }
      }
      return writer.bytes
    }
  }

  func chunk(_ request: Request, _ context: ServingContext) async throws -> Response {
    let fields = FormFields(request.uri)
    try fields.check(["pipeline", "generation"])
    let parts = (context.parameters.get("id") ?? "").split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let id = DocumentID(hex: parts[0].lowercased()), let ordinal = Int(parts[1]),
      ordinal >= 0, String(ordinal) == parts[1]
    else {
      throw APIError.invalid("id", "is no chunk's id", "take one from an answer: <document>-<number>")
    }
    return try await answer(id, fields, request, context) { place in
      guard let chunk = try place.index.snapshot.chunks(of: id).first(where: { $0.ordinal == ordinal }) else {
        return nil
      }
      var writer = JSONWriter(capacity: 2048)
      writer.object { object in
        object.chunk(chunk, of: id)
        object.member("document", id.description)
        object.document(place.document, id: nil, in: place)
        object.member("metadata", place.document.metadata)
      }
      return writer.bytes
    }
  }

  /// Where a document was found.
  struct Place: Sendable {
    var pipeline: String
    var index: LiveIndex
    var document: StoredDocument
  }

  /// Finds a document that the asker may see, and answers with what `body` makes of it; nil counts as not found. The
  /// answer only changes with the revision, so that it carries a tag.
  private func answer(
    _ id: DocumentID, _ fields: FormFields, _ request: Request, _ context: ServingContext,
    _ body: @escaping @Sendable (Place) throws -> [UInt8]?
  ) async throws -> Response {
    let principal = try context.admitted
    let generation = try fields.integer("generation", in: Self.generations)
    let named = try fields["pipeline"].map { [try shelf.pipeline($0, for: principal)] }
    let pipelines = named ?? shelf.visible(to: principal)
    if generation != nil, pipelines.count > 1 {
      throw APIError.invalid("pipeline", "is missing", "a generation belongs to one of them")
    }
    let missing = APIError(.notFound, "there is nothing of that id here", details: ["field": "id"])
    for pipeline in pipelines {
      guard generation != nil || pipeline.live != nil else { continue }
      let found: (tag: String, body: [UInt8]?)? = try await queries.work {
        let index = try await pipeline.index(generation: generation)
        guard let document = try index.snapshot.document(id),
          try index.snapshot.shows(document, to: principal)
        else { return nil }
        let tag = "\"\(index.generation.id).\(index.revision.number)\""
        if request.isMet(by: tag) { return (tag, nil) }
        guard let bytes = try body(Place(pipeline: pipeline.name, index: index, document: document)) else {
          throw missing
        }
        return (tag, bytes)
      }
      guard let found else { continue }
      let headers: HTTPFields = [.eTag: found.tag, .cacheControl: "private, no-cache"]
      guard let bytes = found.body else { return Response(status: .notModified, headers: headers) }
      var response = Response.json(ByteBuffer(bytes: bytes))
      response.headers.append(contentsOf: headers)
      return response
    }
    throw missing
  }
}

extension Request {
  /// Whether the caller has an answer of this tag (RFC 9110, section 13.1.2).
  fileprivate func isMet(by tag: String) -> Bool {
    let tags = (headers[.ifNoneMatch] ?? "").split(separator: ",").map { $0.drop { $0 == " " }.prefix { $0 != " " } }
    return tags.contains { $0 == "*" || $0 == tag || $0 == "W/" + tag }
  }
}

extension Snapshot {
  /// Whether somebody's filters let a document through. Asked of the index itself, so that it can never be of another
  /// opinion than a search: a vector of zeros is as near to every document as to any other.
  func shows(_ document: StoredDocument, to principal: Principal) throws -> Bool {
    guard let filter = principal.filter(and: nil), let dimension else { return true }
    let own = Filter.all([
      filter, .equals("uri", .string(document.uri)), .equals("source", .string(document.source)),
    ])
    let zeros = [Float](repeating: 0, count: dimension)
    return try semantic(zeros, limit: 1, filter: own).first?.document == document.id
  }
}

extension JSONWriter {
  fileprivate mutating func document(_ document: StoredDocument, id: String?, in place: APIRoutes.Place) {
    if let id { member("id", id) }
    member("pipeline", place.pipeline)
    member("generation", place.index.generation.id)
    member("revision", place.index.revision.number)
    member("uri", document.uri)
    member("source", document.source)
    title(document.title)
  }

  fileprivate mutating func chunk(_ chunk: StoredChunk, of document: DocumentID) {
    member("id", "\(document)-\(chunk.ordinal)")
    member("ordinal", chunk.ordinal)
    member("tokens", chunk.tokenCount)
    location(chunk.location)
    member("text", chunk.text)
  }
}
