/// What a character does to the word it stands in.
enum ScalarClass: UInt8 {
  /// Ends it.
  case gap = 1
  /// Belongs to it.
  case word
  /// A character of a script written without spaces, found by pairs.
  case ideograph
  /// Is not seen and does not count: a soft hyphen, a joiner.
  case invisible
  case apostrophe

  init(_ scalar: Unicode.Scalar) {
    if scalar == "\u{2019}" || scalar == "'" {
      self = .apostrophe
    } else if Self.isInvisible(scalar) {
      self = .invisible
    } else if Self.isIdeograph(scalar) {
      self = .ideograph
    } else {
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
        .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
        self = .word
      default: self = .gap
      }
    }
  }

  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xad, 0x200c...0x200f, 0x2060...0x2064, 0xfe00...0xfe0f, 0xfeff: true
    default: false
    }
  }

  /// Han, kana, Hangul, and the South-East Asian scripts without spaces.
  private static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xe01...0xe4e, 0xe81...0xecd, 0x1000...0x109f, 0x1100...0x11ff, 0x1780...0x17d3, 0x3005...0x3007,
      0x3041...0x3096, 0x3099...0x309f, 0x30a1...0x30fa, 0x30fc...0x30ff, 0x3105...0x312f, 0x3131...0x318e,
      0x31a0...0x31bf, 0x31f0...0x31ff, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xa960...0xa97f, 0xac00...0xd7fb,
      0xf900...0xfaff, 0xff66...0xff9f, 0x1b000...0x1b16f, 0x20000...0x323af:
      true
    default: false
    }
  }
}
