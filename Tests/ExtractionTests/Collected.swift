import Corpus
import Extraction
import Foundation
import Testing

/// What an extraction gave, for looking at.
struct Collected {
  var documents: [Document] = []
  var refused: [(uri: String, failure: Failure)] = []
  var skipped: [(uri: String, reason: String)] = []

  /// Runs the format over the bytes; a failure thrown counts as refused, as in the child.
  init(
    _ bytes: [UInt8], uri: String, depth: Int = 0, options: ExtractionOptions = .init(), format: any Format
  ) throws {
    var items: [ExtractedItem] = []
    let session = ExtractionSession(options: options) { items.append($0) }
    do {
      try bytes.withUnsafeBytes { try format.extract(Content(uri: uri, bytes: $0, depth: depth), in: session) }
    } catch let failure as Failure {
      items.append(.refused(uri: uri, failure))
    }
    for item in items {
      switch item {
      case .document(let document): documents.append(document)
      case .refused(let uri, let failure): refused.append((uri, failure))
      case .skipped(let uri, let reason): skipped.append((uri, reason))
      }
    }
  }

  /// The only document there is.
  func document() throws -> Document {
    try #require(documents.count == 1 && refused.isEmpty, "\(documents.map(\.uri)) \(refused)")
    return documents[0]
  }
}

/// A file made by a real program, kept beside the tests.
func fixture(_ name: String) throws -> [UInt8] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/containers")
  return Array(try Data(contentsOf: folder.appending(path: name)))
}
