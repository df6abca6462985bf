/// Where in its document a chunk stands, in the terms a person would look it up by.
package struct Location: Hashable, Sendable, Codable {
  /// First character and one past the last, counted in Unicode scalars (Python's string indices).
  package var start: Int
  package var end: Int
  /// Titles of the enclosing headings, outermost first.
  package var headings: [String]
  /// The pages it touches, from 1; nil for formats without pages.
  package var firstPage: Int?
  package var lastPage: Int?

  package init(start: Int, end: Int, headings: [String] = [], firstPage: Int? = nil, lastPage: Int? = nil) {
    self.start = start
    self.end = end
    self.headings = headings
    self.firstPage = firstPage
    self.lastPage = lastPage
  }
}
