import Foundation

/// How words that look different are made the same.
enum Folding {
  /// Compatibility forms (ligatures, full width) resolved, lower case, no invisible characters.
  static func caseFolded(_ word: String) -> String {
    let visible = String(String.UnicodeScalarView(word.unicodeScalars.filter { !ScalarClass.isInvisible($0) }))
    return visible.precomposedStringWithCompatibilityMapping.lowercased().replacingOccurrences(of: "ς", with: "σ")
      .precomposedStringWithCanonicalMapping
  }

  /// Without accents, and with letters such as `ø` as people type them. Only й keeps its breve: it is a letter of its own.
  static func withoutAccents(_ word: String) -> String {
    var bare = String.UnicodeScalarView()
    for scalar in word.decomposedStringWithCanonicalMapping.unicodeScalars {
      if isAccent(scalar) {
        if scalar == "\u{306}", bare.last == "и" { bare.append(scalar) }
      } else if let plain = plainLetters[scalar] {
        bare.append(contentsOf: plain.unicodeScalars)
      } else {
        bare.append(scalar)
      }
    }
    return String(bare).precomposedStringWithCanonicalMapping
  }

  /// The combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic; the vowel signs of other scripts carry meaning.
  private static func isAccent(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36f, 0x483...0x487, 0x591...0x5c7, 0x610...0x61a, 0x64b...0x65f, 0x670, 0x1ab0...0x1aff,
      0x1dc0...0x1dff, 0x20d0...0x20ff, 0xfe20...0xfe2f:
      true
    default: false
    }
  }

  private static let plainLetters: [Unicode.Scalar: String] = [
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n",
  ]
}
