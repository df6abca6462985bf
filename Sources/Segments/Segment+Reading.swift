package import Corpus

/// What is in a segment, by the numbers that its documents and chunks have there.
extension Segment {
  func documentID(_ document: Int) throws(Damage) -> DocumentID {
    DocumentID(
      high: try documentIDs.load(document * 16, as: UInt64.self).byteSwapped,
      low: try documentIDs.load(document * 16 + 8, as: UInt64.self).byteSwapped)
  }

  /// A document's number here; costs a binary search.
  package func number(of id: DocumentID) throws -> Int? {
    try naming { () throws(Damage) in
      var (low, high) = (0, documentCount)
      while low < high {
        let middle = (low + high) / 2
        let number = Int(try documentOrder.element(middle, as: UInt32.self))
        let found = try documentID(number)
        if found == id { return number }
        if found < id { low = middle + 1 } else { high = middle }
      }
      return nil
    }
  }

  func document(_ document: Int) throws(Damage) -> StoredDocument {
    let record = try Self.record(document, documentOffsets, documentRecords)
    return try Record.document(record, id: try documentID(document), chunkCount: try chunks(ofDocument: document).count)
  }

  func chunks(ofDocument document: Int) throws(Damage) -> Range<Int> {
    let first = Int(try firstChunks.element(document, as: UInt32.self))
    let end = Int(try firstChunks.element(document + 1, as: UInt32.self))
    guard first <= end, end <= chunkCount else { throw Damage(what: "a document has chunks that do not exist") }
    return first..<end
  }

  func document(ofChunk chunk: Int) throws(Damage) -> Int {
    let document = Int(try chunkDocuments.element(chunk, as: UInt32.self))
    guard document < documentCount else { throw Damage(what: "a chunk belongs to no document") }
    return document
  }

  func chunk(_ chunk: Int) throws(Damage) -> StoredChunk {
    try Record.chunk(try Self.record(chunk, chunkOffsets, chunkRecords))
  }

  func ordinal(ofChunk chunk: Int) throws(Damage) -> Int {
    try Record.ordinal(try Self.record(chunk, chunkOffsets, chunkRecords))
  }

  /// Words in each chunk, which are ``chunkCount`` aligned numbers.
  var lengths: UnsafePointer<UInt32> { chunkLengths.start.assumingMemoryBound(to: UInt32.self) }

  var vectors: VectorRows {
    VectorRows(
      start: vectorRows.start.assumingMemoryBound(to: Float.self), count: chunkCount, dimension: settings.dimension)
  }

  private static func record(
    _ index: Int, _ offsets: MappedBytes, _ records: MappedBytes
  ) throws(Damage) -> MappedBytes {
    let start = Int(clamping: try offsets.element(index, as: UInt64.self))
    let end = Int(clamping: try offsets.element(index + 1, as: UInt64.self))
    return try records.slice(start, end - start)
  }

  /// A document as it was written, its vectors at unit length.
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
