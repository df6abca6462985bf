package import Corpus

extension Snapshot {
  /// A document that is not deleted; costs a binary search in each segment.
  package func document(_ id: DocumentID) throws -> StoredDocument? {
    guard let (part, number) = try locate(id) else { return nil }
    return try part.segment.naming { () throws(Damage) in try part.segment.document(number) }
  }

  /// The chunks of a document in their order; none if it is not there.
  package func chunks(of id: DocumentID) throws -> [StoredChunk] {
    guard let (part, number) = try locate(id) else { return [] }
    return try part.segment.naming { () throws(Damage) in
      var chunks: [StoredChunk] = []
      for chunk in try part.segment.chunks(ofDocument: number) { chunks.append(try part.segment.chunk(chunk)) }
      return chunks
    }
  }

  /// Hands over every document that is left as it was written, its vectors at unit length: segment by segment, in each in
  /// the order of writing. One document is in memory at a time.
  package func forEachDocument(_ body: (SegmentDocument) throws -> Void) throws {
    for part in parts {
      for number in 0..<part.segment.documentCount where !part.tombstones.contains(number) {
        try body(try part.segment.naming { () throws(Damage) in try part.segment.wholeDocument(number) })
      }
    }
  }

  /// What a match stands for.
  /// - Parameter match: one of this snapshot's.
  package func passage(_ match: Match) throws -> (document: StoredDocument, chunk: StoredChunk) {
    let segment = parts[match.place.segment].segment
    return try segment.naming { () throws(Damage) in
      let document = try segment.document(ofChunk: match.place.chunk)
      return (try segment.document(document), try segment.chunk(match.place.chunk))
    }
  }

  /// The place of a document, from 1, in what a query finds by its words; nil if it is not found at all.
  /// Costs a search without a limit.
  package func lexicalRank(of id: DocumentID, _ query: String, filter: Filter? = nil) throws -> (
    rank: Int, match: Match
  )? {
    try Self.rank(of: id, in: lexical(query, limit: .max, filter: filter, grouping: .documents))
  }

  /// The place of a document, from 1, among all by their nearness to a vector.
  /// Costs a search without a limit.
  package func semanticRank(of id: DocumentID, _ vector: [Float], filter: Filter? = nil) throws -> (
    rank: Int, match: Match
  )? {
    try Self.rank(of: id, in: semantic(vector, limit: .max, filter: filter, grouping: .documents))
  }

  /// Where a document that is not deleted stands: the segment's index in the snapshot, and the document's number there,
  /// which is what ``Tombstones`` take.
  package func place(of id: DocumentID) throws -> (segment: Int, document: Int)? {
    try locate(id).map { ($0.part.index, $0.number) }
  }

  private func locate(_ id: DocumentID) throws -> (part: LiveSegment, number: Int)? {
    for part in parts.reversed() {
      if let number = try part.segment.number(of: id), !part.tombstones.contains(number) { return (part, number) }
    }
    return nil
  }

  private static func rank(of id: DocumentID, in matches: [Match]) -> (rank: Int, match: Match)? {
    matches.firstIndex { $0.document == id }.map { ($0 + 1, matches[$0]) }
  }
}
