import Corpus
import Indexing
import PostgresStore
import Retrieval
import Segments

/// Answers a request from the indexes inside the database (`index.database`), ranked as segments are where SQL can.
struct DatabaseSearch {
  let store: PostgresStore
  let generation: Generation
  let language: String
  let embedder: (any Embedder)?

  /// Lists are fused by reciprocal ranks: what SQL scores words by has no best to take shares of.
  private static let constant = 20.0
  private static let depth = 200

  func search(_ request: SearchRequest) async throws -> SearchResult {
    // A document may hold several places of a list.
    let limit = max(Self.depth, 2 * request.maxResults)
    var lists: [(name: String, matches: [PassageMatch])] = []
    if request.strategy != .semantic {
      let matches = try await store.passages(
        saying: request.query, of: generation, language: language, limit: limit, filter: request.filter)
      lists.append(("lexical", matches))
    }
    if request.strategy != .lexical, let embedder {
      let matches = try await store.passages(
        near: try await embedder.embed(query: request.query), of: generation, limit: limit, filter: request.filter)
      lists.append(("semantic", matches.filter { $0.score >= Double(request.similarityThreshold ?? -1) }))
    }
    return SearchResult(strategy: request.strategy, hits: hits(of: lists, request))
  }

  private func hits(of lists: [(name: String, matches: [PassageMatch])], _ request: SearchRequest) -> [Hit] {
    var found: [String: (match: PassageMatch, score: Double, appearances: [Appearance])] = [:]
    var order: [String] = []
    for list in lists {
      for (place, match) in list.matches.enumerated() {
        let name = "\(match.document)-\(match.ordinal)"
        if found[name] == nil { order.append(name) }
        let worth = lists.count == 1 ? match.score : 1 / (Self.constant + Double(place + 1))
        found[name, default: (match, 0, [])].score += worth
        found[name]?.appearances.append(Appearance(list: list.name, rank: place + 1, score: match.score))
      }
    }
    let ranked = order.enumerated().compactMap { place, name in found[name].map { (place, $0) } }
      .sorted { ($1.1.score, $0.0) < ($0.1.score, $1.0) }
    var seen: Set<DocumentID> = []
    return ranked.map(\.1).filter { request.perChunk || seen.insert($0.match.document).inserted }
      .prefix(request.maxResults).enumerated().map { place, entry in
        let match = entry.match
        return Hit(
          rank: place + 1, score: entry.score, uri: match.uri, source: match.source, title: match.title,
          text: match.text, location: match.location, metadata: match.metadata, document: match.document,
          ordinal: match.ordinal, explanation: request.explain ? entry.appearances : nil)
      }
  }
}
