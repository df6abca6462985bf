import Corpus
import Foundation

/// Reads and checks the header of a `.safetensors` file: eight bytes of length, then JSON.
enum SafetensorsHeader {
  struct Entry: Decodable {
    var dtype: String
    var shape: [Int]
    /// Byte offsets from the end of the header.
    var start: Int
    var end: Int

    enum CodingKeys: String, CodingKey { case dtype, shape, offsets = "data_offsets" }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      dtype = try container.decode(String.self, forKey: .dtype)
      shape = try container.decode([Int].self, forKey: .shape)
      let offsets = try container.decode([Int].self, forKey: .offsets)
      guard offsets.count == 2 else {
        throw DecodingError.dataCorruptedError(forKey: .offsets, in: container, debugDescription: "not a pair")
      }
      (start, end) = (offsets[0], offsets[1])
    }
  }

  /// A BERT's header has some tens of kilobytes; parsing more than this would cost memory for nothing.
  private static let maxBytes = 4 << 20

  /// The tensors by name, and the offset their bytes count from.
  static func entries(of file: MappedFile) throws(Failure) -> (entries: [String: Entry], base: Int) {
    guard file.bytes.count >= 8 else { throw failure(file.path, "is too short to be a safetensors file") }
    let length = UInt64(littleEndian: file.bytes.loadUnaligned(as: UInt64.self))
    guard length <= maxBytes, Int(length) <= file.bytes.count - 8 else {
      throw failure(file.path, "claims a header of \(length) bytes in a file of \(file.bytes.count)")
    }
    let base = 8 + Int(length)
    let header: Header
    do {
      header = try JSONDecoder().decode(Header.self, from: Data(file.bytes[8..<base]))
    } catch {
      throw failure(file.path, "has a header that is not a table of tensors")
    }
    try check(header.entries, dataBytes: file.bytes.count - base, path: file.path)
    return (header.entries, base)
  }

  private static func check(_ entries: [String: Entry], dataBytes: Int, path: String) throws(Failure) {
    var covered = 0
    for (name, entry) in entries.sorted(by: { ($0.value.start, $0.value.end) < ($1.value.start, $1.value.end) }) {
      guard entry.start == covered, entry.end >= entry.start, entry.end <= dataBytes else {
        throw failure(path, "\(name) lies at \(entry.start)..\(entry.end): a gap, an overlap or past the end")
      }
      covered = entry.end
      guard let width = widths[entry.dtype] else { continue }
      guard bytes(of: entry.shape, width: width) == entry.end - entry.start else {
        throw failure(path, "\(name) of shape \(entry.shape) does not fill \(entry.start)..\(entry.end)")
      }
    }
    guard covered == dataBytes else { throw failure(path, "has \(dataBytes - covered) bytes that belong to no tensor") }
  }

  private static let widths = [
    "BOOL": 1, "U8": 1, "I8": 1, "U16": 2, "I16": 2, "F16": 2, "BF16": 2, "U32": 4, "I32": 4, "F32": 4, "U64": 8,
    "I64": 8, "F64": 8,
  ]

  /// Bytes of a tensor; nil for negative or absurd shapes.
  private static func bytes(of shape: [Int], width: Int) -> Int? {
    var product = width
    for extent in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { return nil }
      product = next
    }
    return product
  }

  static func failure(_ path: String, _ problem: String) -> Failure {
    Failure("model.badWeights", path, problem, remedy: "fetch the model again", verdict: .stop(.configuration))
  }

  /// The header without `__metadata__`, which has no shape.
  private struct Header: Decodable {
    var entries: [String: Entry] = [:]

    struct Name: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Name.self)
      for name in container.allKeys where name.stringValue != "__metadata__" {
        entries[name.stringValue] = try container.decode(Entry.self, forKey: name)
      }
    }
  }
}
