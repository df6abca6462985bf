/// A heading inside a document's text.
package struct Heading: Hashable, Sendable, Codable {
  /// Where the section starts, as a UTF-8 byte offset into the text: the first byte of the heading's own line where the
  /// text holds it, else of what follows it.
  package var offset: Int
  /// 1 for the outermost level.
  package var level: Int
  package var title: String

  package init(offset: Int, level: Int, title: String) {
    self.offset = offset
    self.level = level
    self.title = title
  }
}
