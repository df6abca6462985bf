/// Finds the words of a UTF-8 text. ASCII is folded on the way; other words come as they are written.
struct WordScanner {
  private var word: [UInt8] = []
  /// Class of each character of the Basic Multilingual Plane, as far as seen; 0 is not seen yet.
  private var classes: [UInt8] = []

  /// Lower case of an ASCII letter or digit, 0 of everything else.
  private static let folded: [UInt8] = (0..<128).map { code in
    switch UInt8(code) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"): UInt8(code)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt8(code) | 0x20
    default: 0
    }
  }

  /// - Parameter utf8: valid UTF-8.
  /// - Parameter singles: whether characters of scripts without spaces are also told one by one; a character that
  ///   stands alone always is.
  /// - Parameter position: the number of the first word; one more than the last's afterwards.
  /// - Parameter emit: takes a word, whether it is folded ASCII, and its number.
  mutating func scan(
    _ utf8: UnsafeBufferPointer<UInt8>, joinsApostrophes: Bool, singles: Bool, from position: inout UInt32,
    emit: (UnsafeBufferPointer<UInt8>, Bool, UInt32) -> Void
  ) {
    var isPlain = true
    var ideographs = IdeographRun()
    var index = 0
    word.removeAll(keepingCapacity: true)

    func flush(_ word: inout [UInt8], _ position: inout UInt32) {
      if !word.isEmpty {
        word.withUnsafeBufferPointer { emit($0, isPlain, position) }
        position += 1
        word.removeAll(keepingCapacity: true)
      }
      isPlain = true
    }

    Self.folded.withUnsafeBufferPointer { folded in
      while index < utf8.count {
        let byte = utf8[index]
        if byte < 0x80 {
          ideographs.end(in: utf8, singles: singles, emit)
          let letter = folded[Int(byte)]
          if letter != 0 {
            word.append(letter)
            if word.count >= Vocabulary.longestWord { flush(&word, &position) }
          } else if byte == UInt8(ascii: "'"), joinsApostrophes, !word.isEmpty, Self.letterFollows(index + 1, in: utf8)
          {
            word.append(byte)
          } else {
            flush(&word, &position)
          }
          index += 1
          continue
        }
        let (scalar, length) = Self.scalar(at: index, in: utf8)
        let bytes = index..<(index + length)
        switch kind(of: scalar) {
        case .word:
          ideographs.end(in: utf8, singles: singles, emit)
          word.append(contentsOf: utf8[bytes])
          isPlain = false
          if word.count >= Vocabulary.longestWord { flush(&word, &position) }
        case .apostrophe where joinsApostrophes && !word.isEmpty && Self.letterFollows(bytes.upperBound, in: utf8):
          word.append(UInt8(ascii: "'"))
        case .ideograph:
          flush(&word, &position)
          ideographs.extend(by: bytes, position, in: utf8, singles: singles, emit)
          position += 1
        case .invisible: break
        case .gap, .apostrophe:
          ideographs.end(in: utf8, singles: singles, emit)
          flush(&word, &position)
        }
        index += length
      }
    }
    ideographs.end(in: utf8, singles: singles, emit)
    flush(&word, &position)
  }

  private mutating func kind(of scalar: Unicode.Scalar) -> ScalarClass {
    guard scalar.value < 0x10000 else { return ScalarClass(scalar) }
    if classes.isEmpty { classes = Array(repeating: 0, count: 0x10000) }
    if let known = ScalarClass(rawValue: classes[Int(scalar.value)]) { return known }
    let found = ScalarClass(scalar)
    classes[Int(scalar.value)] = found.rawValue
    return found
  }

  private static func letterFollows(_ index: Int, in utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard index < utf8.count else { return false }
    if utf8[index] < 0x80 { return folded[Int(utf8[index])] != 0 }
    return ScalarClass(scalar(at: index, in: utf8).scalar) == .word
  }

  private static func scalar(
    at index: Int, in utf8: UnsafeBufferPointer<UInt8>
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = utf8[index]
    let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    guard index + length <= utf8.count else { return ("\u{fffd}", utf8.count - index) }
    var value = UInt32(lead & (0xff >> UInt8(length + 1)))
    for byte in utf8[(index + 1)..<(index + length)] { value = value << 6 | UInt32(byte & 0x3f) }
    return (Unicode.Scalar(value) ?? "\u{fffd}", length)
  }
}
