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

extension Content {
  /// Refuses what is read as a whole and cannot be anything but too much: its text is at least a quarter of it, or there
  /// is far more around the text than pages have.
  /// - Throws: ``Failure`` `document.tooLarge`.
  func checkSize(maxTextBytes: Int) throws {
    guard bytes.count <= maxTextBytes * 4 else {
      throw Failure(
        "document.tooLarge", uri, "is \(bytes.count >> 20) MiB, too large to be read as one document",
        remedy: "split it into smaller files, or exclude it")
    }
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
