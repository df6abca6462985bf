import Corpus

/// How documents and chunks are stored, besides their words and vectors.
enum Record {
  /// Lists in metadata nest no deeper.
  private static let deepest = 8

  static func encode(_ document: StoredDocument) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(document.uri)
    writer.append(document.source)
    writer.append(document.title)
    writer.append(variable: document.metadata.count)
    for (key, value) in document.metadata.sorted(by: { $0.key < $1.key }) {
      writer.append(key)
      encode(value, into: &writer)
    }
    return writer.bytes
  }

  static func document(_ bytes: MappedBytes, id: DocumentID, chunkCount: Int) throws(Damage) -> StoredDocument {
    var reader = ByteReader(bytes)
    var document = StoredDocument(
      id: id, uri: try reader.string(), source: try reader.string(), title: try reader.optionalString(), metadata: [:],
      chunkCount: chunkCount)
    for _ in 0..<(try reader.count()) {
      let key = try reader.string()
      document.metadata[key] = try value(from: &reader, depth: 0)
    }
    return document
  }

  static func encode(_ chunk: StoredChunk) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(variable: chunk.ordinal)
    writer.append(variable: chunk.tokenCount)
    writer.append(variable: chunk.location.start)
    writer.append(variable: chunk.location.end)
    writer.append(variable: chunk.location.firstPage.map { $0 + 1 } ?? 0)
    writer.append(variable: chunk.location.lastPage.map { $0 + 1 } ?? 0)
    writer.append(variable: chunk.location.headings.count)
    for heading in chunk.location.headings { writer.append(heading) }
    writer.append(chunk.text)
    return writer.bytes
  }

  static func chunk(_ bytes: MappedBytes) throws(Damage) -> StoredChunk {
    var reader = ByteReader(bytes)
    let (ordinal, tokenCount) = (try reader.integer(), try reader.integer())
    var location = Location(start: try reader.integer(), end: try reader.integer())
    location.firstPage = page(try reader.integer())
    location.lastPage = page(try reader.integer())
    for _ in 0..<(try reader.count()) { location.headings.append(try reader.string()) }
    return StoredChunk(ordinal: ordinal, text: try reader.string(), location: location, tokenCount: tokenCount)
  }

  /// The ordinal alone, for the order of equal scores.
  static func ordinal(_ bytes: MappedBytes) throws(Damage) -> Int {
    var reader = ByteReader(bytes)
    return try reader.integer()
  }

  private static func page(_ stored: Int) -> Int? { stored == 0 ? nil : stored &- 1 }

  private static func encode(_ value: MetadataValue, into writer: inout ByteWriter) {
    switch value {
    case .bool(let bool): writer.bytes.append(bool ? 1 : 0)
    case .number(let number):
      writer.bytes.append(2)
      writer.append(number.bitPattern)
    case .string(let string):
      writer.bytes.append(3)
      writer.append(string)
    case .list(let values):
      writer.bytes.append(4)
      writer.append(variable: values.count)
      for value in values { encode(value, into: &writer) }
    }
  }

  private static func value(from reader: inout ByteReader, depth: Int) throws(Damage) -> MetadataValue {
    switch try reader.byte() {
    case 0: return .bool(false)
    case 1: return .bool(true)
    case 2: return .number(Double(bitPattern: try reader.number(UInt64.self)))
    case 3: return .string(try reader.string())
    case 4:
      guard depth < deepest else { throw Damage(what: "a list is nested too deeply") }
      var values: [MetadataValue] = []
      for _ in 0..<(try reader.count()) { values.append(try value(from: &reader, depth: depth + 1)) }
      return .list(values)
    default: throw Damage(what: "a value has a type that does not exist")
    }
  }

  /// Whether metadata nests no deeper than can be read back.
  static func isReadable(_ value: MetadataValue, depth: Int = 0) -> Bool {
    guard case .list(let values) = value else { return true }
    return depth < deepest && values.allSatisfy { isReadable($0, depth: depth + 1) }
  }
}
