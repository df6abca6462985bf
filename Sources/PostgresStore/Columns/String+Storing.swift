extension String {
  /// Begins an escape: a noncharacter that no text has any business to hold; its last byte but two tells it apart.
  private static let mark: Unicode.Scalar = "\u{10FFFF}"

  /// The text as a column of type `text` can hold it: without U+0000. Equal texts stay equal, and what is a part of
  /// another stays a part of it.
  var storable: String {
    guard utf8.contains(where: { $0 == 0 || $0 == 0xF4 }) else { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "\0": text.append(contentsOf: [Self.mark, "0"])
      case Self.mark: text.append(contentsOf: [Self.mark, "1"])
      default: text.append(scalar)
      }
    }
    return String(text)
  }

  /// The text that was made ``storable``.
  init(stored: String) {
    guard stored.utf8.contains(0xF4) else {
      self = stored
      return
    }
    var text = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in stored.unicodeScalars {
      if isEscaped {
        text.append(scalar == "0" ? "\0" : Self.mark)
        isEscaped = false
      } else if scalar == Self.mark {
        isEscaped = true
      } else {
        text.append(scalar)
      }
    }
    self = String(text)
  }
}
