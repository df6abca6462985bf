package import Corpus

/// Where a generation's revision holds a document.
package struct Member: Hashable, Sendable {
  package var document: DocumentID
  /// The catalogue's row of the version that was indexed; nil to leave it as it is (a merge moves, it does not change).
  package var row: Int64?
  package var segment: String
  /// The document's number inside the segment.
  package var number: Int

  package init(document: DocumentID, row: Int64?, segment: String, number: Int) {
    self.document = document
    self.row = row
    self.segment = segment
    self.number = number
  }
}
