/// A printed line as one would type it.
enum PrintedText {
  private static let ligatures: [[UInt8]] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"].map { Array($0.utf8) }
  private static let fewestLeaderDots = 4
  private static let space = UInt8(ascii: " ")
  private static let dot = UInt8(ascii: ".")

  /// Without spaces at its ends, with Latin ligatures (U+FB00 to U+FB06) spelled out and the dots that lead to a page
  /// number in a table of contents replaced by an ellipsis.
  static func typed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let first = line.firstIndex(where: { $0 != space }), let last = line.lastIndex(where: { $0 != space }) else {
      return []
    }
    return withoutLeaders(withoutLigatures(line[first...last]))
  }

  private static func withoutLigatures(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard line.contains(0xEF) else { return line }
    var result: ArraySlice<UInt8> = []
    var index = line.startIndex
    while index < line.endIndex {
      if index + 2 < line.endIndex, line[index] == 0xEF, line[index + 1] == 0xAC, 0x80...0x86 ~= line[index + 2] {
        result += ligatures[Int(line[index + 2] - 0x80)]
        index += 3
      } else {
        result.append(line[index])
        index += 1
      }
    }
    return result
  }

  private static func withoutLeaders(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var run = line.startIndex..<line.startIndex
    var dots = 0
    for index in line.indices {
      if line[index] == dot || line[index] == space {
        if run.upperBound != index {
          run = index..<index
          dots = 0
        }
        dots += line[index] == dot ? 1 : 0
        run = run.lowerBound..<index + 1
      } else if dots >= fewestLeaderDots, run.upperBound == index {
        break
      }
    }
    guard dots >= fewestLeaderDots else { return line }
    return line[..<run.lowerBound] + " … ".utf8 + line[run.upperBound...]
  }
}
