import Corpus

/// One revision of an index: a list of segments with what is deleted in each. Immutable, and searched from any thread.
///
/// A document is in one segment at most; statistics are those of everything that is left, so results and scores are the
/// same however the documents are spread over segments.
package final class Snapshot: Sendable {
  let parts: [LiveSegment]
  let statistics: CorpusStatistics
  private let analyzer: Analyzer?

  /// - Throws: ``Failure`` `segment.file`, `segment.damaged`, or `segment.mixed` for segments that do not go together.
  package convenience init(_ segments: [(path: String, tombstones: Tombstones)]) throws {
    try self.init(segments.map { (try Segment(path: $0.path), $0.tombstones) })
  }

  /// Takes over segments that are open already, as those of the revision before.
  package init(_ segments: [(segment: Segment, tombstones: Tombstones)]) throws {
    if let first = segments.first?.segment,
      let odd = segments.first(where: { !$0.segment.settings.goWith(first.settings) })
    {
      throw Failure(
        "segment.mixed", odd.segment.path, "was made with other settings than \(first.path)",
        remedy: "keep the segments of one generation together, or run `quern reindex`", verdict: .stop(.configuration))
    }
    parts = try segments.enumerated().map { try LiveSegment($1.segment, $1.tombstones, index: $0) }
    statistics = CorpusStatistics(
      chunks: parts.reduce(0) { $0 + $1.chunkCount }, words: parts.reduce(0) { $0 &+ $1.words })
    analyzer = try segments.first.map { try Analyzer(language: $0.segment.settings.language) }
  }

  /// Documents that are left after deletions.
  package var documentCount: Int { parts.reduce(0) { $0 + $1.documentCount } }
  package var chunkCount: Int { statistics.chunks }
  package var segmentCount: Int { parts.count }
  /// Floats in a vector; nil for an empty snapshot.
  package var dimension: Int? { parts.first?.segment.settings.dimension }

  /// The chunks or documents that say the query's words, best first, by BM25.
  ///
  /// - Parameter limit: how many at most.
  package func lexical(
    _ query: String, limit: Int, filter: Filter? = nil, grouping: Grouping = .chunks
  ) throws -> [Match] {
    guard let analyzer, limit > 0 else { return [] }
    let plan = LexicalPlan(LexicalQuery(query), analyzer)
    let lists = try parts.map { part in
      try part.segment.naming { () throws(Damage) in
        try plan.terms.map { (term) throws(Damage) in try part.segment.terms.list(term.bytes) }
      }
    }
    let search = LexicalSearch(
      try plan.terms.enumerated().compactMap { number, term in
        let items = term.count == 0 ? 0 : try itemCount(lists.map { $0[number] })
        guard items > 0 else { return nil }
        return LexicalSearch.Term(
          number: number, bytes: term.bytes,
          weighing: Weighing(statistics, itemsWithTerm: items, countInQuery: term.count))
      })
    var collector = MatchCollector(limit: limit, grouping: grouping)
    for (part, lists) in zip(parts, lists) {
      try part.segment.naming { () throws(Damage) in
        let allowed = try part.chunks(meeting: filter, without: plan.excluded, lists)
        if plan.required.isEmpty {
          try search.search(part, lists, allowed: allowed, into: &collector)
        } else {
          let chunks = try Conjunction(of: plan.required, lists)
          try search.search(part, lists, among: chunks, allowed: allowed, into: &collector)
        }
      }
    }
    return collector.ranked()
  }

  /// The chunks or documents nearest to a vector, best first, by cosine similarity: exact where all
  /// are compared; by a graph, nearly always the nearest, and with exact similarities.
  ///
  /// - Parameter least: the similarity below which nothing is listed.
  /// - Parameter breadth: candidates that a walk through a graph keeps; nil for as many as the index's settings and the
  ///   limit call for, `.max` to compare all.
  /// - Throws: ``Failure`` `search.vector` for a vector of another length, or of anything but numbers.
  package func semantic(
    _ vector: [Float], limit: Int, filter: Filter? = nil, grouping: Grouping = .chunks, least: Float = -.infinity,
    breadth: Int? = nil
  ) throws -> [Match] {
    guard let dimension, limit > 0 else { return [] }
    guard vector.count == dimension, dimension > 0, let query = UnitVector(vector) else {
      throw Failure(
        "search.vector", "the query's vector", "has \(vector.count) numbers, and the index \(dimension) for each chunk",
        remedy: "search with the model that the index was made with, or use the lexical strategy",
        verdict: .stop(.configuration))
    }
    let search = VectorSearch(query: query, least: least, limit: limit, breadth: breadth)
    var collector = MatchCollector(limit: limit, grouping: grouping)
    for part in parts {
      try part.segment.naming { () throws(Damage) in
        let allowed = try part.chunks(meeting: filter)
        try search.search(part, allowed: allowed, into: &collector)
      }
    }
    return collector.ranked()
  }

  /// Chunks that have a term and are not deleted.
  ///
  /// - Parameter lists: the term's in each part.
  private func itemCount(_ lists: [PostingList?]) throws -> Int {
    try zip(parts, lists).reduce(0) { count, place in
      guard let list = place.1 else { return count }
      return count + list.count - (try place.0.segment.naming { () throws(Damage) in try place.0.deadCount(list) })
    }
  }
}
