import Corpus

/// An immutable, memory-mapped file of whole documents: their words, vectors, metadata and text.
///
/// Opening it reads one page. What the file says is checked where it is used: a damaged one ends in a ``Failure``, never
/// in a crash, and ``verify()`` tells beforehand.
package final class Segment: Sendable {
  package let path: String
  let header: SegmentHeader
  let terms: PostingIndex
  let fields: PostingIndex
  /// Nil if vectors are compared one by one.
  let graph: SegmentGraph?
  private let file: MappedFile
  let documentIDs, documentOrder, documentOffsets, documentRecords: MappedBytes
  let firstChunks, chunkDocuments, chunkLengths, chunkOffsets, chunkRecords, vectorRows: MappedBytes

  /// - Throws: ``Failure`` `segment.file` or `segment.damaged`.
  package init(path: String) throws {
    self.path = path
    file = try MappedFile(segment: path)
    let bytes = try MappedBytes(file)
    do throws(Damage) {
      let header = try SegmentHeader(bytes)
      func section(_ section: Section, size: Int? = nil) throws(Damage) -> MappedBytes {
        guard let range = header.sections[section], size == nil || range.count == size else {
          throw Damage(what: "its section \(section) is not there, or not of the right size")
        }
        return try bytes.slice(range.lowerBound, range.count)
      }
      let (documents, chunks) = (header.documents, header.chunks)
      guard documents <= Tombstones.mostDocuments, header.settings.dimension <= VectorRows.mostDimensions else {
        throw Damage(what: "its header promises more than a segment can hold")
      }
      documentIDs = try section(.documentIDs, size: documents * 16)
      documentOrder = try section(.documentOrder, size: documents * 4)
      documentOffsets = try section(.documentOffsets, size: (documents + 1) * 8)
      documentRecords = try section(.documents)
      firstChunks = try section(.firstChunks, size: (documents + 1) * 4)
      chunkDocuments = try section(.chunkDocuments, size: chunks * 4)
      chunkLengths = try section(.chunkLengths, size: chunks * 4)
      chunkOffsets = try section(.chunkOffsets, size: (chunks + 1) * 8)
      chunkRecords = try section(.chunks)
      vectorRows = try section(.vectors, size: chunks * VectorRows.stride(header.settings.dimension) * 4)
      terms = try PostingIndex(
        text: try section(.termText), entries: try section(.termEntries), postings: try section(.termPostings),
        positions: try section(.termPositions), items: chunks)
      fields = try PostingIndex(
        text: try section(.fieldText), entries: try section(.fieldEntries), postings: try section(.fieldPostings),
        positions: nil, items: documents)
      graph = try header.sections[.graphShape].map { (range) throws(Damage) in
        try SegmentGraph(
          GraphShape(bytes.slice(range.lowerBound, range.count)), dimension: header.settings.dimension, chunks: chunks
        ) { (part, size) throws(Damage) in try section(part, size: size) }
      }
      self.header = header
    } catch {
      throw Failure.damagedSegment(path, error.what)
    }
  }

  /// Documents, deleted ones included.
  package var documentCount: Int { header.documents }
  package var chunkCount: Int { header.chunks }
  package var byteCount: Int { header.fileLength }
  package var settings: SegmentSettings { header.settings }
  /// Whether nearest vectors are found by a graph.
  package var hasGraph: Bool { graph != nil }
  /// CRC-32C of the header, which covers the checksums of all blocks and so every byte.
  package var checksum: UInt32 { SegmentHeader.checksum(file.bytes) }

  /// Compares every block with its checksum; reads the whole file, at several GB/s once it is in memory.
  /// - Throws: ``Failure`` `segment.damaged`, naming the part that changed.
  package func verify() throws {
    let bytes = try MappedBytes(file)
    try naming { () throws(Damage) in
      guard let range = header.sections[.checksums] else { throw Damage(what: "its checksums are not there") }
      let checksums = try bytes.slice(range.lowerBound, range.count)
      guard crc32c(checksums.buffer) == header.checksumsChecksum else {
        throw Damage(what: "its checksums are damaged")
      }
      var start = SegmentHeader.size
      var index = 0
      while start < range.lowerBound {
        let block = try bytes.slice(start, min(FileWriter.block, range.lowerBound - start))
        guard try checksums.element(index, as: UInt32.self) == crc32c(block.buffer) else {
          throw Damage(what: "its \(sections(in: start..<(start + block.count))) changed on the disk")
        }
        start += block.count
        index += 1
      }
    }
  }

  /// Runs something that reads the file, and tells whose fault a failure is.
  func naming<Result>(_ body: () throws(Damage) -> Result) throws -> Result {
    do { return try body() } catch { throw Failure.damagedSegment(path, error.what) }
  }

  private func sections(in bytes: Range<Int>) -> String {
    let names = Section.allCases.filter { header.sections[$0]?.overlaps(bytes) ?? false }.map { "\($0)" }
    return names.isEmpty ? "padding" : names.joined(separator: " or ")
  }
}
