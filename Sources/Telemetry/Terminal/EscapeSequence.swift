/// Finds the terminal's control sequences (ECMA-48, and what xterm adds).
enum EscapeSequence {
  /// One past the sequence that starts at an index; nil where none starts.
  ///
  /// A sequence that is cut short by a character it may not hold ends before that character.
  static func end(in text: [Unicode.Scalar], startingAt start: Int) -> Int? {
    switch text[start].value {
    case 0x1B:
      guard start + 1 < text.count else { return start + 1 }
      return escape(in: text, from: start + 1)
    case 0x9B: return controlSequence(in: text, from: start + 1)
    case 0x90, 0x98, 0x9D, 0x9E, 0x9F: return controlString(in: text, from: start + 1)
    default: return nil
    }
  }

  /// What follows the escape character.
  private static func escape(in text: [Unicode.Scalar], from start: Int) -> Int {
    switch text[start] {
    case "[": return controlSequence(in: text, from: start + 1)
    case "]", "P", "X", "^", "_": return controlString(in: text, from: start + 1)
    default: return final(0x30...0x7E, in: text, from: skip(0x20...0x2F, in: text, from: start))
    }
  }

  /// CSI: parameters, intermediates and a final character.
  private static func controlSequence(in text: [Unicode.Scalar], from start: Int) -> Int {
    let parameters = skip(0x30...0x3F, in: text, from: start)
    return final(0x40...0x7E, in: text, from: skip(0x20...0x2F, in: text, from: parameters))
  }

  /// OSC, DCS, SOS, PM and APC: everything up to BEL or the string terminator. Any other control character means that
  /// there is no such string, and that the search stays linear.
  private static func controlString(in text: [Unicode.Scalar], from start: Int) -> Int {
    guard let stop = text[start...].firstIndex(where: { $0.properties.generalCategory == .control }) else {
      return start
    }
    switch text[stop].value {
    case 0x07, 0x9C: return stop + 1
    case 0x1B where stop + 1 < text.count && text[stop + 1] == "\\": return stop + 2
    default: return start
    }
  }

  private static func skip(_ range: ClosedRange<UInt32>, in text: [Unicode.Scalar], from start: Int) -> Int {
    text[start...].firstIndex { !range.contains($0.value) } ?? text.count
  }

  private static func final(_ range: ClosedRange<UInt32>, in text: [Unicode.Scalar], from index: Int) -> Int {
    index < text.count && range.contains(text[index].value) ? index + 1 : index
  }
}
