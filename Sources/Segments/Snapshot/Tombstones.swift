import Corpus

/// The documents of a segment that are deleted, by their numbers there. The segment itself never changes.
package struct Tombstones: Hashable, Sendable {
  /// Documents that a segment may hold, which bounds what a damaged list can ask for.
  package static let mostDocuments = 1 << 27

  private var words: [UInt64] = []
  /// Documents deleted.
  package private(set) var count = 0

  package init() {}

  package var isEmpty: Bool { count == 0 }

  package func contains(_ document: Int) -> Bool {
    document >> 6 < words.count && words[document >> 6] >> UInt64(document & 63) & 1 == 1
  }

  /// Marks a document as deleted; false if it was already.
  @discardableResult
  package mutating func insert(_ document: Int) -> Bool {
    precondition(document >= 0 && document < Self.mostDocuments, "not a document's number")
    guard !contains(document) else { return false }
    while words.count <= document >> 6 { words.append(0) }
    words[document >> 6] |= 1 << UInt64(document & 63)
    count += 1
    return true
  }

  package mutating func formUnion(_ other: Tombstones) {
    for document in other.documents { insert(document) }
  }

  /// The numbers in ascending order.
  package var documents: [Int] {
    words.indices.flatMap { index in
      var (word, found) = (words[index], [Int]())
      while word != 0 {
        found.append((index << 6) + word.trailingZeroBitCount)
        word &= word - 1
      }
      return found
    }
  }

  /// How many, then the distance of each from the one before: about a byte a document.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(variable: count)
    var last = -1
    for document in documents {
      writer.append(variable: document - last)
      last = document
    }
    return writer.bytes
  }

  /// Reads back ``bytes``.
  /// - Throws: ``Failure`` `segment.tombstones` for anything else.
  package init(bytes: some Collection<UInt8>) throws {
    do {
      try self = Array(bytes).withUnsafeBytes { raw in try Tombstones(raw) }
    } catch is Damage {
      throw Failure(
        "segment.tombstones", "the list of deleted documents", "is damaged",
        remedy: "run `quern verify --repair`, or `quern reindex`", verdict: .stop(.differences))
    }
  }

  private init(_ raw: UnsafeRawBufferPointer) throws {
    guard let start = raw.baseAddress else { return }
    var reader = ByteReader(MappedBytes(start: start, count: raw.count))
    var last = -1
    for _ in 0..<(try reader.count()) {
      let distance = try reader.variable()
      guard distance > 0, distance <= Self.mostDocuments - 1 - last else {
        throw Damage(what: "a number is out of range")
      }
      last += Int(distance)
      insert(last)
    }
    guard reader.isAtEnd else { throw Damage(what: "there is more than the numbers") }
  }
}
