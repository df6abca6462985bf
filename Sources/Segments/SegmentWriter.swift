import Corpus
import Foundation

/// Writes a segment, document by document, in bounded memory. One thread at a time.
///
/// Vectors go straight to the file; everything else gathers in spools beside it. Until ``finish()`` has returned, no file
/// of that name exists; a writer that is given up leaves nothing behind, and one that was killed a `.partial` file.
package final class SegmentWriter {
  /// Bytes of text in one chunk: as much as the posting arena is sure to take at once.
  static let longestChunk = 1 << 20
  /// Bytes of a title that are found by its words.
  private static let longestTitle = 4096

  private let path: String
  private let file: FileWriter
  private let dimension: Int
  private let vocabulary: Vocabulary
  private let postings: PostingAccumulator
  private let fieldTerms = TermTable()
  private let fields: PostingAccumulator
  /// Nil if there will be no graph.
  private let codes: CodeSpool?
  private let threads: Int
  private var header: SegmentHeader
  private let documents: RecordSpool
  private let chunks: RecordSpool
  private var ids: [DocumentID] = []
  private var firstChunks: [UInt32] = []
  private var chunkDocuments: [UInt32] = []
  private var lengths: [UInt32] = []
  private var occurrences: [Vocabulary.Occurrence] = []

  /// - Parameter path: where the segment will be; its folder exists.
  /// - Parameter threads: how many build the graph, if there is to be one; the file is the same with any number.
  /// - Throws: ``Failure`` `segment.file`, or `index.language`.
  package init(
    path: String, settings: SegmentSettings, threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) throws {
    self.path = path
    self.threads = threads
    let analyzer = try Analyzer(language: settings.language)
    precondition(settings.vector.isPossible, "no graph is like that")
    precondition((0...VectorRows.mostDimensions).contains(settings.dimension), "no model has such vectors")
    header = SegmentHeader(settings: settings)
    dimension = settings.dimension
    codes =
      settings.vector == .exact || settings.dimension == 0
      ? nil : CodeSpool(dimension: settings.dimension, beside: path)
    vocabulary = Vocabulary(analyzer)
    postings = PostingAccumulator(memory: 32 << 20, beside: path)
    fields = PostingAccumulator(memory: 8 << 20, beside: path)
    documents = RecordSpool(beside: path)
    chunks = RecordSpool(beside: path)
    file = try FileWriter(path: path)
  }

  /// Takes in a whole document; every document of a segment has an id of its own.
  ///
  /// - Throws: ``Failure`` `segment.document` for one that cannot be stored, with the writer as it was before; anything
  ///   else means that the segment has to be given up.
  package func add(_ document: SegmentDocument) throws {
    let (ordered, vectors) = try checked(document)
    let number = UInt32(ids.count)
    ids.append(document.id)
    firstChunks.append(UInt32(lengths.count))
    try documents.append(
      Record.encode(
        StoredDocument(
          id: document.id, uri: document.uri, source: document.source, title: document.title,
          metadata: document.metadata,
          chunkCount: ordered.count)))
    for (chunk, vector) in zip(ordered, vectors) {
      try vector.padded.withUnsafeBytes { try file.append($0) }
      try codes?.append(vector)
      try chunks.append(
        Record.encode(
          StoredChunk(ordinal: chunk.ordinal, text: chunk.text, location: chunk.location, tokenCount: chunk.tokenCount))
      )
      try index(chunk.text, title: document.title)
      chunkDocuments.append(number)
    }
    for term in FieldKey.terms(document.metadata, source: document.source, uri: document.uri) {
      if fields.isFull(for: 1, fieldTerms) {
        try fields.flush(fieldTerms)
        fieldTerms.removeAll()
      }
      fields.append(term.withUnsafeBufferPointer(fieldTerms.insert), item: number, position: 0)
    }
  }

  /// Completes the file, waits until it is on the disk, and gives it its name.
  package func finish() throws -> SegmentSummary {
    do {
      return try complete()
    } catch is SegmentTooLarge {
      throw Failure(
        "segment.too_large", path, "has more text than one segment can index",
        remedy: "write fewer documents to a segment", verdict: .stop(.unexpected))
    }
  }

  /// The chunks in their order with their vectors, once all that can be wrong has been looked at.
  private func checked(_ document: SegmentDocument) throws -> ([SegmentChunk], [UnitVector]) {
    func refuse(_ problem: String, _ remedy: String) -> Failure {
      Failure("segment.document", document.uri, problem, remedy: remedy)
    }
    let ordered = document.chunks.sorted { $0.ordinal < $1.ordinal }
    guard zip(ordered, ordered.dropFirst()).allSatisfy({ $0.ordinal != $1.ordinal }) else {
      throw refuse("has two chunks of the same ordinal", "number the chunks of a document from 0")
    }
    guard document.metadata.values.allSatisfy({ Record.isReadable($0) }) else {
      throw refuse("has metadata nested too deeply", "keep lists of lists out of the metadata")
    }
    guard ids.count < Tombstones.mostDocuments, lengths.count + ordered.count < Int(UInt32.max) else {
      throw refuse("does not fit into the segment", "write fewer documents to a segment")
    }
    let vectors = try ordered.map { chunk in
      guard chunk.text.utf8.count <= Self.longestChunk else {
        throw refuse(
          "has a chunk of \(chunk.text.utf8.count) bytes", "set chunk.maxTokens so that chunks stay below 1 MiB")
      }
      guard chunk.vector.count == dimension else {
        throw refuse(
          "has a vector of \(chunk.vector.count) numbers where \(dimension) belong",
          "embed it with the generation's model")
      }
      guard let vector = UnitVector(chunk.vector) else {
        throw refuse("has a vector with something that is not a finite number", "embed it again")
      }
      return vector
    }
    return (ordered, vectors)
  }

  /// Takes in the words of a chunk and behind them those of the title. A text that begins with its title counts it
  /// twice, which finds better than counting it once (Cranfield, nDCG@10: .522 instead of .515).
  private func index(_ text: String, title: String?) throws {
    if postings.isFull(for: text.utf8.count + Self.longestTitle, vocabulary.terms) {
      try postings.flush(vocabulary.terms)
      vocabulary.removeAll()
    }
    occurrences.removeAll(keepingCapacity: true)
    var position: UInt32 = 0
    vocabulary.append(text, as: .document, from: &position, to: &occurrences)
    if let title {
      // A phrase does not go from the text into the title.
      position += 1
      vocabulary.append(Self.clipped(title), as: .document, from: &position, to: &occurrences)
    }
    let chunk = UInt32(lengths.count)
    for occurrence in occurrences { postings.append(Int(occurrence.term), item: chunk, position: occurrence.position) }
    lengths.append(position)
    header.words += UInt64(position)
  }

  private static func clipped(_ title: String) -> String {
    title.utf8.count <= longestTitle ? title : String(decoding: title.utf8.prefix(longestTitle), as: UTF8.self)
  }

  private func complete() throws -> SegmentSummary {
    header.documents = ids.count
    header.chunks = lengths.count
    firstChunks.append(UInt32(lengths.count))
    let order = ids.indices.sorted { ids[$0] < ids[$1] }
    if let (one, _) = zip(order, order.dropFirst()).first(where: { ids[$0] == ids[$1] }) {
      throw Failure(
        "segment.duplicate", path, "was given document \(ids[one]) twice",
        remedy: "report this, with the log of the run", verdict: .stop(.unexpected))
    }
    header.sections[.vectors] = SegmentHeader.size..<file.offset
    try section(.documentIDs, ids.flatMap(\.bytes))
    try section(.documentOrder, order.map { UInt32($0) })
    try section(.documentOffsets, documents.finish().offsets)
    try section(.documents, documents.records)
    try section(.firstChunks, firstChunks)
    try section(.chunkDocuments, chunkDocuments)
    try section(.chunkLengths, lengths)
    try section(.chunkOffsets, chunks.finish().offsets)
    try section(.chunks, chunks.records)

    let terms = PostingIndexWriter(beside: path, lengths: lengths, withPositions: true)
    try postings.finish(vocabulary.terms, into: terms)
    try section(.termText, terms.text)
    try section(.termEntries, terms.entries)
    try section(.termPostings, terms.postings)
    try section(.termPositions, terms.positions)
    let values = PostingIndexWriter(beside: path, lengths: [], withPositions: false)
    try fields.finish(fieldTerms, into: values)
    try section(.fieldText, values.text)
    try section(.fieldEntries, values.entries)
    try section(.fieldPostings, values.postings)

    try buildGraph()
    let checksum = try file.finish(&header)
    return SegmentSummary(documents: ids.count, chunks: lengths.count, bytes: header.fileLength, checksum: checksum)
  }

  private func buildGraph() throws {
    guard let codes, codes.count >= GraphFormat.fewestChunks, case .hnsw(let m, let breadth, _) = header.settings.vector
    else { return }
    try BuiltGraph(codes, m: m, breadth: breadth, threads: threads).write(section)
  }

  private func section<Number: FixedWidthInteger>(_ section: Section, _ numbers: [Number]) throws {
    let spool = Spool(beside: path)
    for number in numbers { try spool.append(number) }
    try self.section(section, spool)
  }

  private func section(_ section: Section, _ spool: Spool) throws { try self.section(section, spool.drain) }

  /// Writes a part of the file, handing out where to put its bytes.
  private func section(
    _ section: Section, _ write: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) throws {
    try file.align()
    let start = file.offset
    try write { try file.append($0) }
    header.sections[section] = start..<file.offset
  }
}
