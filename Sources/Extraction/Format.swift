import Corpus

/// Reads documents out of one kind of bytes.
package protocol Format: Sendable {
  /// Emits the documents of the content into the session, in the order they stand there.
  /// - Throws: ``Failure`` when nothing (more) can be had of it.
  func extract(_ content: Content, in session: ExtractionSession) throws
}
