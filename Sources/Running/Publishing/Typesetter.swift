import Corpus
import Indexing
import Segments
import Threading

/// Writes and merges segments on a thread of its own.
actor Typesetter {
  private let executor = ThreadExecutor(name: "index")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private var layout: SegmentLayout
  private let settings: SegmentSettings
  private var writer: (name: String, writer: SegmentWriter, documents: [(id: DocumentID, row: Int64)])?

  init(layout: SegmentLayout, settings: SegmentSettings) {
    self.layout = layout
    self.settings = settings
  }

  func bury(_ outdated: [Member]) { layout.bury(outdated) }

  /// Adds documents to the segment that is being written; opens it with the first.
  func add(_ documents: [ReadyDocument], metadata: [String: [String: MetadataValue]]) throws {
    if writer == nil {
      let name = layout.nextName()
      writer = (name, try SegmentWriter(path: layout.path(of: name), settings: settings), [])
    }
    for ready in documents {
      // What a document says of itself counts more than what its source says of all.
      let merged = (metadata[ready.source] ?? [:]).merging(ready.document.metadata) { _, own in own }
      try writer?.writer.add(
        SegmentDocument(
          id: ready.id, source: ready.source, uri: ready.document.uri, title: ready.document.title, metadata: merged,
          chunks: ready.chunks.map {
            SegmentChunk(
              ordinal: $0.ordinal, text: $0.text, location: $0.location, tokenCount: $0.tokenCount, vector: $0.vector)
          }))
      writer?.documents.append((ready.id, ready.row))
    }
  }

  /// Finishes the segment, if one was begun, and merges.
  /// - Parameter store: brings segments that are not on this machine yet.
  /// - Returns: the layout to publish.
  func finish(bringing store: any Store) async throws -> SegmentLayout {
    if let writer {
      layout.add(writer.name, try writer.writer.finish(), documents: writer.documents)
      self.writer = nil
    }
    while let due = layout.dueForMerging() {
      for name in due.names where !layout.hasWritten(name) { try await store.bring(segment: name) }
      try layout.merge(due)
    }
    return layout
  }
}
