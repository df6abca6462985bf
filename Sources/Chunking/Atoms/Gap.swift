/// What lies between two words, and the best white space in it to cut at.
struct Gap {
  /// The run of white space with the most line ends, the first of equals; empty, and at the end, when there is none.
  private(set) var whiteSpace: Range<Int>
  private(set) var lineEnds = 0

  init(_ range: Range<Int>, in text: Text) {
    whiteSpace = range.upperBound..<range.upperBound
    var position = range.lowerBound
    while position < range.upperBound {
      let start = position
      var lineEnds = 0
      while position < range.upperBound {
        let length = text.whiteSpaceLength(at: position)
        if length == 0 { break }
        if text.isLineEnd(at: position) { lineEnds += 1 }
        position += length
      }
      if position == start {
        position += 1
      } else if whiteSpace.isEmpty || lineEnds > self.lineEnds {
        (whiteSpace, self.lineEnds) = (start..<position, lineEnds)
      }
    }
  }
}
