/// How good a place is to cut a text, from worst to best.
struct Boundary: Hashable, Comparable, Sendable {
  let rank: UInt8

  /// Between words with nothing in between, as in `a.b` or in Chinese.
  static let joint = Boundary(rank: 0)
  /// White space.
  static let word = Boundary(rank: 1)
  /// The end of a line that seems to go on in the next.
  static let wrap = Boundary(rank: 2)
  static let sentence = Boundary(rank: 3)
  static let line = Boundary(rank: 4)
  /// An empty line.
  static let paragraph = Boundary(rank: 5)
  /// Inside what was too large for one chunk: a cut must be made here.
  static let forced = Boundary(rank: 255)

  private static let deepestLevel = 100

  /// The start of a section; outer levels are better.
  static func heading(level: Int) -> Boundary {
    Boundary(rank: paragraph.rank + 1 + UInt8(deepestLevel - min(max(level, 1), deepestLevel)))
  }

  /// The level of the section that starts here; nil when none does.
  var headingLevel: Int? {
    self > .paragraph && self < .forced ? Self.deepestLevel - Int(rank - Self.paragraph.rank - 1) : nil
  }

  static func < (a: Boundary, b: Boundary) -> Bool { a.rank < b.rank }
}
