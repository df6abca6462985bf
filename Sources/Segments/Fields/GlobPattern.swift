/// A pattern over bytes of UTF-8: `*` stands for any characters, `?` for one.
struct GlobPattern {
  private let pattern: [UInt8]
  /// What every match starts with.
  let literalPrefix: ArraySlice<UInt8>

  private static let star = UInt8(ascii: "*")
  private static let question = UInt8(ascii: "?")

  init(_ text: String) {
    pattern = Array(text.utf8)
    literalPrefix = pattern.prefix { $0 != Self.star && $0 != Self.question }
  }

  /// Goes back to the last star only, so the cost is at most the product of the lengths.
  func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    var (place, wanted) = (0, 0)
    var retry: (place: Int, wanted: Int)?
    while place < text.count {
      if wanted < pattern.count, pattern[wanted] == Self.star {
        retry = (place, wanted + 1)
        wanted += 1
      } else if wanted < pattern.count, pattern[wanted] == Self.question {
        place = Self.end(ofCharacterAt: place, text)
        wanted += 1
      } else if wanted < pattern.count, pattern[wanted] == text[place] {
        place += 1
        wanted += 1
      } else if let last = retry {
        (place, wanted) = (last.place + 1, last.wanted)
        retry = (place, wanted)
      } else {
        return false
      }
    }
    return pattern[wanted...].allSatisfy { $0 == Self.star }
  }

  private static func end(ofCharacterAt place: Int, _ text: UnsafeRawBufferPointer) -> Int {
    var end = place + 1
    while end < text.count, text[end] & 0xc0 == 0x80 { end += 1 }
    return end
  }
}
