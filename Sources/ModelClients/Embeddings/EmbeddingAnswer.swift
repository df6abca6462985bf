import Foundation

/// The body of an answer with embeddings, as it was sent: in any order, and unchecked.
struct EmbeddingAnswer: Decodable {
  struct Item: Decodable {
    /// Which of the request's texts this is the vector of.
    var index: Int?
    var embedding: Vector
  }

  /// Floats as a list of numbers, or as base64 of little-endian 32-bit floats.
  struct Vector: Decodable {
    var floats: [Float]

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        guard let bytes = Data(base64Encoded: text), bytes.count.isMultiple(of: 4) else {
          throw DecodingError.dataCorruptedError(in: value, debugDescription: "no base64 of floats")
        }
        floats = bytes.withUnsafeBytes { bytes in
          stride(from: 0, to: bytes.count, by: 4).map {
            Float(bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
          }
        }
      } else if let numbers = try? value.decode([Float].self) {
        floats = numbers
      } else {
        // Numbers too large for a float, and the null that some services write for what is not a number.
        floats = try value.decode([Double?].self).map { $0.map { Float($0) } ?? .nan }
      }
    }
  }

  var data: [Item]

  init(_ bytes: Data) throws {
    do {
      self = try JSONDecoder().decode(EmbeddingAnswer.self, from: bytes)
    } catch {
      // JSON5 knows NaN and Infinity, which Python writes; reading it is slower.
      let decoder = JSONDecoder()
      decoder.allowsJSON5 = true
      self = try decoder.decode(EmbeddingAnswer.self, from: bytes)
    }
  }
}
