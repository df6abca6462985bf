import Corpus

/// A document's headings as a tree of sections, in the order of the text.
struct Sections {
  /// A title longer than this many bytes is shortened in locations, which repeat it for every chunk.
  private static let longestTitle = 256
  /// A location names no more headings than this.
  private static let longestPath = 16

  private let headings: [Heading]
  /// The section that each one is part of; negative for none.
  private let parents: [Int]

  init(_ headings: [Heading]) {
    let isSorted = zip(headings, headings.dropFirst()).allSatisfy { $0.offset <= $1.offset }
    self.headings = isSorted ? headings : headings.sorted { $0.offset < $1.offset }
    var open: [Int] = []
    parents = self.headings.indices.map { [headings = self.headings] index in
      while let last = open.last, headings[last].level >= headings[index].level { open.removeLast() }
      defer { open.append(index) }
      return open.last ?? -1
    }
  }

  var count: Int { headings.count }

  func offset(of section: Int) -> Int { max(headings[section].offset, 0) }
  func level(of section: Int) -> Int { headings[section].level }
  func title(of section: Int) -> String { headings[section].title }

  /// The titles of a section and of those around it, outermost first.
  func path(to section: Int) -> [String] {
    var path: [String] = []
    var section = section
    while section >= 0, path.count < Self.longestPath {
      path.append(Self.shortened(headings[section].title))
      section = parents[section]
    }
    return path.reversed()
  }

  private static func shortened(_ title: String) -> String {
    title.utf8.count > longestTitle ? String(title.unicodeScalars.prefix(longestTitle / 4)) + "…" : title
  }
}
