/// Which chunk of which document.
package struct ChunkID: Hashable, Sendable {
  package var document: DocumentID
  /// The chunk's number in its document, from 0.
  package var ordinal: Int

  package init(document: DocumentID, ordinal: Int) {
    self.document = document
    self.ordinal = ordinal
  }
}
