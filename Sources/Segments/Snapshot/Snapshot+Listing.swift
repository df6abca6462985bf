package import Corpus

extension Segment {
  /// The ids of all documents by their number here, deleted ones included.
  package func allDocumentIDs() throws -> [DocumentID] {
    try naming { () throws(Damage) in
      var ids: [DocumentID] = []
      ids.reserveCapacity(documentCount)
      for number in 0..<documentCount { ids.append(try documentID(number)) }
      return ids
    }
  }
}

extension Snapshot {
  /// Every document that is not deleted, without its chunks; in no particular order.
  package func documents() throws -> [StoredDocument] {
    try parts.flatMap { part in
      try part.segment.naming { () throws(Damage) in
        var documents: [StoredDocument] = []
        for number in 0..<part.segment.documentCount where !part.tombstones.contains(number) {
          documents.append(try part.segment.document(number))
        }
        return documents
      }
    }
  }

  /// A document as it was written, with its vectors; nil if it is not there.
  package func wholeDocument(_ id: DocumentID) throws -> SegmentDocument? {
    guard let place = try place(of: id) else { return nil }
    let segment = parts[place.segment].segment
    return try segment.naming { () throws(Damage) in try segment.wholeDocument(place.document) }
  }
}
