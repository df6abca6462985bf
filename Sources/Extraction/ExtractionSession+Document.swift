package import Corpus

extension ExtractionSession {
  /// Emits a document that has text and keeps to the bound.
  /// - Throws: ``Failure`` `document.empty` or `document.tooLarge`.
  package func emit(_ document: Document) throws {
    guard document.text.utf8.contains(where: { $0 > 0x20 }) else { throw Failure.empty(document.uri) }
    guard document.text.utf8.count <= options.maxTextBytes else {
      throw Failure.tooLarge(document.uri, maxTextBytes: options.maxTextBytes)
    }
    try emit(.document(document))
  }
}

extension Failure {
  static func empty(_ uri: String) -> Failure {
    Failure("document.empty", uri, "holds no text", remedy: "nothing to do, or exclude it")
  }

  static func tooLarge(_ uri: String, maxTextBytes: Int) -> Failure {
    Failure(
      "document.tooLarge", uri, "holds more than \(maxTextBytes >> 20) MiB of text",
      remedy: "split it into smaller files, or exclude it")
  }
}
