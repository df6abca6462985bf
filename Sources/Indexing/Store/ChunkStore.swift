package import Corpus

/// From documents to chunks.
package protocol ChunkStore: Sendable {
  /// Documents that are not cut yet, oldest first, each handed out once until ``RunStore/rewind(_:)``.
  ///
  /// - Parameter settled: leave out documents of files that this run has yet to read: they may be about to be replaced.
  /// - Parameter maxBytes: of text in all; one larger document still comes alone.
  func claimDocuments(
    for fingerprints: GenerationFingerprints, settled: Bool, limit: Int, maxBytes: Int
  ) async throws -> [ClaimedDocument]

  /// Writes the chunks of documents, each document's whole.
  func save(_ chunked: [ChunkedDocument], for fingerprints: GenerationFingerprints) async throws
}

/// A document in the hands of a chunk worker.
package struct ClaimedDocument: Sendable {
  package var id: Int64
  package var source: String
  package var document: Document

  package init(id: Int64, source: String, document: Document) {
    self.id = id
    self.source = source
    self.document = document
  }
}

/// What a chunk worker made of a document.
package struct ChunkedDocument: Sendable {
  package var claim: ClaimedDocument
  package var chunks: Result<[Chunk], Failure>

  package init(claim: ClaimedDocument, chunks: Result<[Chunk], Failure>) {
    self.claim = claim
    self.chunks = chunks
  }
}
