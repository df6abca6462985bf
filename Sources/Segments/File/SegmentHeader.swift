/// The first page of a segment: what it is, how much it holds, where its sections are, and a checksum of all that.
struct SegmentHeader {
  static let size = 4096
  static let magic: UInt64 = 0x0a47_4553_4e52_5551  // "QURNSEG\n"
  /// Raised when the format changes; readers keep understanding the versions before. 2 added graphs.
  static let version: UInt32 = 2
  /// Sections start on cache lines, so that vectors are aligned.
  static let alignment = 64

  var fileLength = 0
  var documents = 0
  var chunks = 0
  /// Words in all chunks.
  var words: UInt64 = 0
  var settings: SegmentSettings
  /// CRC-32C of the section of checksums.
  var checksumsChecksum: UInt32 = 0
  var sections: [Section: Range<Int>] = [:]

  /// The page as it is written; its last four bytes are the CRC-32C of the rest.
  func encoded() -> [UInt8] {
    var page = ByteWriter()
    page.append(Self.magic)
    page.append(Self.version)
    page.append(UInt64(fileLength))
    page.append(UInt32(documents))
    page.append(UInt32(chunks))
    page.append(words)
    page.append(UInt32(settings.dimension))
    page.append(checksumsChecksum)
    page.append(settings.language)
    for number in settings.vector.numbers { page.append(UInt32(number)) }
    page.append(UInt32(sections.count))
    for (section, range) in sections.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      page.append(section.rawValue)
      page.append(UInt64(range.lowerBound))
      page.append(UInt64(range.count))
    }
    page.bytes.append(contentsOf: repeatElement(0, count: Self.size - 4 - page.bytes.count))
    page.append(page.bytes.withUnsafeBytes(crc32c))
    return page.bytes
  }

  /// Reads the first page of a file and compares it with the file's size.
  init(_ file: MappedBytes) throws(Damage) {
    let page = try file.slice(0, Self.size)
    var reader = ByteReader(page)
    guard try reader.number(UInt64.self) == Self.magic else { throw Damage(what: "is not a segment") }
    let version = try reader.number(UInt32.self)
    guard version <= Self.version else {
      throw Damage(what: "has format \(version), which is newer than this program understands")
    }
    guard version > 0, try page.load(Self.size - 4, as: UInt32.self) == crc32c(page.slice(0, Self.size - 4).buffer)
    else {
      throw Damage(what: "its header does not match its checksum")
    }
    fileLength = Int(clamping: try reader.number(UInt64.self))
    guard fileLength == file.count else {
      throw Damage(what: "has \(file.count) bytes instead of \(fileLength): it was cut short or added to")
    }
    documents = Int(try reader.number(UInt32.self))
    chunks = Int(try reader.number(UInt32.self))
    words = try reader.number(UInt64.self)
    let dimension = Int(try reader.number(UInt32.self))
    checksumsChecksum = try reader.number(UInt32.self)
    settings = SegmentSettings(dimension: dimension, language: try reader.string())
    if version > 1 {
      settings.vector = try .init(
        m: Int(try reader.number(UInt32.self)), efConstruction: Int(try reader.number(UInt32.self)),
        ef: Int(try reader.number(UInt32.self)))
    }
    for _ in 0..<(try reader.number(UInt32.self)) {
      let kind = try reader.number(UInt32.self)
      let offset = Int(clamping: try reader.number(UInt64.self))
      let length = Int(clamping: try reader.number(UInt64.self))
      _ = try file.slice(offset, length)
      guard offset >= Self.size, offset.isMultiple(of: Self.alignment) else {
        throw Damage(what: "a section is where it cannot be")
      }
      // Sections of a later minor addition are left alone.
      if let section = Section(rawValue: kind) { sections[section] = offset..<(offset + length) }
    }
  }

  init(settings: SegmentSettings) { self.settings = settings }

  /// The checksum at the end of a page.
  static func checksum(_ page: some Collection<UInt8>) -> UInt32 {
    page.dropFirst(size - 4).prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension SegmentSettings.Vector {
  /// As the header has it; zeros stand for no graph.
  fileprivate var numbers: [Int] {
    guard case .hnsw(let m, let efConstruction, let ef) = self else { return [0, 0, 0] }
    return [m, efConstruction, ef]
  }

  fileprivate init(m: Int, efConstruction: Int, ef: Int) throws(Damage) {
    self = m == 0 ? .exact : .hnsw(m: m, efConstruction: efConstruction, ef: ef)
    guard isPossible else { throw Damage(what: "its header asks for an impossible graph") }
  }
}
