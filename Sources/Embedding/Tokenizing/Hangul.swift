/// Korean syllables, which decompose by arithmetic (The Unicode Standard, section 3.12).
enum Hangul {
  static let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3

  /// The two or three letters of a syllable; nil for any other scalar.
  static func decomposition(of scalar: UInt32) -> [UInt32]? {
    guard syllables.contains(scalar) else { return nil }
    let index = scalar - syllables.lowerBound
    let (lead, vowel, tail) = (index / 588, index % 588 / 28, index % 28)
    return [0x1100 + lead, 0x1161 + vowel] + (tail == 0 ? [] : [0x11A7 + tail])
  }
}
