import Corpus

/// Decides by content what some bytes are, and has the format for it read them.
package struct Extractor: Sendable {
  package init() {}

  /// Extracts a source object or a member of one; containers call it again for what is inside them.
  package func extract(_ content: Content, in session: ExtractionSession) throws {
  }
}
