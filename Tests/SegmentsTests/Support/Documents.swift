import Corpus
import Fixtures
import Foundation
import Segments

extension SegmentDocument {
  /// A document of texts, with a vector of the given dimension for each.
  init(
    _ uri: String, _ texts: [String], title: String? = nil, source: String = "test",
    metadata: [String: MetadataValue] = [:], vectors: [[Float]]? = nil
  ) {
    self.init(
      id: DocumentID(pipeline: "p", source: source, uri: uri), source: source, uri: uri, title: title,
      metadata: metadata,
      chunks: texts.enumerated().map { ordinal, text in
        SegmentChunk(
          ordinal: ordinal, text: text, location: Location(start: 0, end: text.unicodeScalars.count), tokenCount: 1,
          vector: vectors?[ordinal] ?? [])
      })
  }

  /// Documents of Zipf-distributed made-up words with random vectors.
  static func random(_ count: Int, dimension: Int, seed: UInt64) -> [SegmentDocument] {
    var dice = SeededGenerator(seed: seed)
    return (0..<count).map { number in
      let texts = (0..<Int.random(in: 1...4, using: &dice)).map { _ in
        (0..<Int.random(in: 1...60, using: &dice)).map { _ in
          "w\(Int(pow(200, Double.random(in: 0..<1, using: &dice))))"
        }.joined(separator: " ")
      }
      let vectors = texts.map { _ in (0..<dimension).map { _ in Float.random(in: -1...1, using: &dice) } }
      return SegmentDocument(
        "doc\(number)", texts, title: "Title w\(number % 7)",
        metadata: ["year": .number(Double(2000 + number % 20)), "tag": .string("t\(number % 3)")], vectors: vectors)
    }
  }
}

/// Writes documents into a segment and opens it.
func segment(_ documents: [SegmentDocument], dimension: Int = 0, language: String = "english", at path: String) throws
  -> Segment
{
  let writer = try SegmentWriter(path: path, settings: SegmentSettings(dimension: dimension, language: language))
  for document in documents { try writer.add(document) }
  _ = try writer.finish()
  return try Segment(path: path)
}
