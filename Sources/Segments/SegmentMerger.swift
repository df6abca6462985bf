import Corpus

/// Writes several segments into one without what is deleted: what a writer would make of the same documents in the same
/// order. One document is in memory at a time, and words are analysed again, so a new analyzer takes effect here too.
package struct SegmentMerger: Sendable {
  private let documents: Snapshot
  private let settings: SegmentSettings

  /// - Parameter segments: one or more, of one generation.
  /// - Throws: ``Failure`` `segment.mixed` for segments that do not go together.
  package init(_ segments: [(segment: Segment, tombstones: Tombstones)]) throws {
    precondition(!segments.isEmpty, "there is nothing to merge")
    documents = try Snapshot(segments)
    // The newest says whether there is to be a graph.
    settings = segments[segments.count - 1].segment.settings
  }

  /// - Parameter path: where the new segment will be.
  /// - Parameter onDocument: called before each document; throwing gives the merge up.
  /// - Throws: what ``SegmentWriter`` throws, and `segment.damaged`.
  package func merge(to path: String, onDocument: () throws -> Void = {}) throws -> SegmentSummary {
    let writer = try SegmentWriter(path: path, settings: settings)
    try documents.forEachDocument { document in
      try onDocument()
      try writer.add(document)
    }
    return try writer.finish()
  }
}
