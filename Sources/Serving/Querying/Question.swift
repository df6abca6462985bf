import Indexing
import Retrieval

/// A search with the pipeline it is put to.
struct Question: Sendable {
  var pipeline: ServedPipeline
  /// A generation by number; the live one if nil.
  var generation: Int?
  /// With the filters of whoever asks.
  var request: SearchRequest
}

/// What a question found, and where.
struct Finding: Sendable {
  var pipeline: String
  var index: LiveIndex
  var result: SearchResult
  /// What was done without.
  var degraded: [String]

  /// The answer's JSON without its first member and brace, which tell how long it took: `"strategy":…,"hits":[…]}`.
  var answer: [UInt8] {
    var writer = JSONWriter(capacity: 512 + result.hits.reduce(0) { $0 + $1.text.utf8.count + 512 })
    writer.object(members)
    return Array(writer.bytes.dropFirst())
  }

  func members(_ object: inout JSONWriter) {
    object.member("strategy", result.strategy.rawValue)
    object.member("pipeline", pipeline)
    object.member("generation", index.generation.id)
    object.member("revision", index.revision.number)
    object.member("degraded", degraded)
    object.key("hits")
    object.array(result.hits) { $0.hit($1) }
  }
}
