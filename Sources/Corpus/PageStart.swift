/// The place where a page, slide or sheet begins in a document's text.
package struct PageStart: Hashable, Sendable, Codable {
  /// UTF-8 byte offset into the text.
  package var offset: Int
  /// The page's number, from 1.
  package var number: Int
  /// The name people know it by, where that is not its number: `iv`, or a sheet's name.
  package var label: String?

  package init(offset: Int, number: Int, label: String? = nil) {
    self.offset = offset
    self.number = number
    self.label = label
  }
}
