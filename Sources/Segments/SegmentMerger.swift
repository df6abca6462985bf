import Corpus

/// Writes several segments into one without what is deleted: what a writer would make of the same documents in the same
/// order. One document is in memory at a time, and words are analysed again, so a new analyzer takes effect here too.
package struct SegmentMerger: Sendable {
  private let parts: [LiveSegment]

  /// - Throws: ``Failure`` `segment.mixed` for segments that do not go together.
  package init(_ segments: [(segment: Segment, tombstones: Tombstones)]) throws {
    precondition(!segments.isEmpty, "there is nothing to merge")
    parts = try Snapshot(segments).parts
  }

  /// - Parameter path: where the new segment will be.
  /// - Parameter onDocument: called before each document; throwing gives the merge up.
  /// - Throws: what ``SegmentWriter`` throws, and `segment.damaged`.
  package func merge(to path: String, onDocument: () throws -> Void = {}) throws -> SegmentSummary {
    let writer = try SegmentWriter(path: path, settings: parts[0].segment.settings)
    for part in parts {
      for document in 0..<part.segment.documentCount where !part.tombstones.contains(document) {
        try onDocument()
        try writer.add(try part.segment.naming { () throws(Damage) in try part.segment.wholeDocument(document) })
      }
    }
    return try writer.finish()
  }
}

extension Segment {
  /// A document as it was written, with its vectors.
  func wholeDocument(_ number: Int) throws(Damage) -> SegmentDocument {
    let stored = try document(number)
    var whole = SegmentDocument(
      id: stored.id, source: stored.source, uri: stored.uri, title: stored.title, metadata: stored.metadata, chunks: [])
    for number in try chunks(ofDocument: number) {
      let chunk = try chunk(number)
      whole.chunks.append(
        SegmentChunk(
          ordinal: chunk.ordinal, text: chunk.text, location: chunk.location, tokenCount: chunk.tokenCount,
          vector: vectors.row(number)))
    }
    return whole
  }
}
