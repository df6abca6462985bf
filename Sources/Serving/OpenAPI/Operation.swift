import HTTPTypes

/// What the OpenAPI document says of one endpoint.
struct Operation {
  var id: String
  var summary: String
  var parameters: [String] = []
  var body: String?
  /// The response 200.
  var success: String
  /// Whether the answer carries a tag, and If-None-Match is heeded.
  var isTagged = false
  /// The errors that it can answer with.
  var refusals: [APIError.Code]

  /// What everything behind the doors can answer.
  private static let doors: [APIError.Code] = [
    .invalidRequest, .unauthorized, .forbidden, .methodNotAllowed, .rateLimitExceeded, .internalError,
  ]

  init(_ endpoint: Endpoint) {
    switch endpoint {
    case .page:
      (id, summary) = ("page", "A page to search from, as HTML.")
      parameters = Self.pageParameters
      success = #"{"description":"The page.","content":{"text/html":{"schema":{"type":"string"}}}}"#
      refusals = Self.doors + [.notFound, .strategyNotConfigured, .overloaded, .notReady, .modelUnavailable, .timeout]
    case .search:
      (id, summary) = ("search", "Finds the passages that answer a query.")
      body = Self.searchBody
      success = Self.searchSuccess
      refusals =
        Self.doors + [
          .notFound, .payloadTooLarge, .unsupportedMediaType, .strategyNotConfigured, .overloaded, .notReady,
          .modelUnavailable, .timeout,
        ]
    case .document:
      (id, summary) = ("document", "A document's metadata and its chunks, in order.")
      parameters = [Self.id("[0-9a-fA-F]{32}")] + Self.placeParameters + Self.chunkParameters
      success = Self.json("Document", isTagged: true)
      (isTagged, refusals) = (true, Self.doors + [.notFound, .overloaded, .notReady, .timeout])
    case .chunk:
      (id, summary) = ("chunk", "One chunk, with what is known of its document.")
      parameters = [Self.id("[0-9a-fA-F]{32}-(0|[1-9][0-9]{0,8})")] + Self.placeParameters
      success = Self.json("Chunk", isTagged: true)
      (isTagged, refusals) = (true, Self.doors + [.notFound, .overloaded, .notReady, .timeout])
    case .pipelines:
      (id, summary, success) = ("pipelines", "The pipelines that the caller may search.", Self.json("Pipelines"))
      refusals = Self.doors
    case .health:
      (id, summary, success) = ("health", "Whether the server is alive.", Self.json("Health"))
      refusals = [.methodNotAllowed]
    case .ready:
      (id, summary, success) = ("ready", "Whether every pipeline has its index open.", Self.json("Ready"))
      refusals = [.methodNotAllowed, .notReady]
    case .openAPI:
      (id, summary) = ("openapi", "This document.")
      success = #"{"description":"OpenAPI 3.1.","content":{"application/json":{"schema":{"type":"object"}}}}"#
      refusals = [.methodNotAllowed]
    }
  }

  var refusalsByStatus: [(status: Int, codes: [APIError.Code])] {
    Dictionary(grouping: refusals) { $0.status.code }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension Operation {
  private static func json(_ schema: String, isTagged: Bool = false) -> String {
    let headers = isTagged ? ##","headers":{"ETag":{"$ref":"#/components/headers/ETag"}}"## : ""
    return ##"{"description":"\##(schema).","content":{"application/json":{"schema":{"$ref":"##
      + ##""#/components/schemas/\##(schema)"}}}\##(headers)}"##
  }

  private static func id(_ pattern: String) -> String {
    #"{"name":"id","in":"path","required":true,"schema":{"type":"string","pattern":"^\#(pattern)$"}}"#
  }

  private static func query(_ name: String, _ schema: String, _ description: String) -> String {
    #"{"name":"\#(name)","in":"query","description":"\#(description)","schema":\#(schema)}"#
  }

  private static let placeParameters = [
    query("pipeline", #"{"type":"string"}"#, "Look in this pipeline only."),
    query(
      "generation", #"{"type":"integer","minimum":1,"maximum":\#(APIRoutes.generations.upperBound)}"#,
      "Look in this generation instead of the live one."),
  ]

  private static let chunkParameters = [
    query(
      "offset", #"{"type":"integer","minimum":0,"maximum":\#(APIRoutes.offsets.upperBound),"default":0}"#,
      "Chunks to leave out at the start."),
    query(
      "limit",
      #"{"type":"integer","minimum":1,"maximum":\#(APIRoutes.mostChunks),"default":\#(APIRoutes.mostChunks)}"#,
      "Chunks to show at the most."),
  ]

  private static let pageParameters =
    [
      query("q", #"{"type":"string","maxLength":\#(APIRoutes.longestFormQuery)}"#, "What to search for."),
      query("strategy", OpenAPISchemas.strategy, "How to search."),
    ] + placeParameters

  private static let searchBody = ##"""
    {"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/SearchRequest"},\##
    "examples":{"question":{"value":{"query":"how do I create an index without locking the table"}},\##
    "filtered":{"value":{"query":"boundary layer","strategy":"lexical","max_results":5,\##
    "filters":{"category":"flow","year":{"gte":1960},"tags":{"in":["a","b"]},"isbn":{"exists":false}}}},\##
    "streamed":{"value":{"query":"boundary layer","stream":true}}}}}}
    """##

  private static let searchSuccess = ##"""
    {"description":"What was found, best first; with stream: true as server-sent events.","content":{\##
    "application/json":{"schema":{"$ref":"#/components/schemas/SearchAnswer"}},\##
    "text/event-stream":{"schema":{"description":"Events `data: {\"type\", \"data\"}`: \##
    retrieval_progress for each stage, then complete with the answer and its citations, or error."}}}}
    """##
}
