import Corpus
import Extraction

/// Everything that came of extracting some bytes.
struct Extracted {
  var documents: [Document] = []
  var refused: [String: Failure] = [:]
  var skipped: [String: String] = [:]

  init(_ bytes: [UInt8], named uri: String = "file", options: ExtractionOptions = ExtractionOptions()) throws {
    var items: [ExtractedItem] = []
    let session = ExtractionSession(options: options) { items.append($0) }
    try bytes.withUnsafeBytes { try Extractor().extract(Content(uri: uri, bytes: $0), in: session) }
    for item in items {
      switch item {
      case .document(let document): documents.append(document)
      case .refused(let uri, let failure): refused[uri] = failure
      case .skipped(let uri, let reason): skipped[uri] = reason
      }
    }
  }

  init(_ text: String, named uri: String = "file", options: ExtractionOptions = ExtractionOptions()) throws {
    try self.init(Array(text.utf8), named: uri, options: options)
  }

  /// The only document; without one, an empty one whose media type says why.
  var document: Document {
    if documents.count == 1, let document = documents.first { return document }
    return Document(uri: "", mediaType: "\(documents.count) documents, \(refused), \(skipped)", text: "")
  }

  var text: String { documents.count == 1 ? document.text : document.mediaType }

  /// The codes of all refusals, in the order of their URIs.
  var codes: [String] { refused.sorted { $0.key < $1.key }.map(\.value.code) }
}

extension Document {
  /// The line of the text that begins at a heading's offset.
  func line(at heading: Heading) -> String {
    String(decoding: text.utf8.dropFirst(heading.offset).prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
