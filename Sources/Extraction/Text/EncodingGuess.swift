/// Guesses the encoding of text that does not say it.
///
/// Valid UTF-8 is taken for what it is: other encodings hardly ever look like it by chance. UTF-16 without a mark shows
/// by where its zero bytes stand. Among the rest, the winner is the one in which most characters beyond ASCII are
/// frequent letters of its languages, in the company such letters keep.
enum EncodingGuess {
  static func encoding(of bytes: UnsafeRawBufferPointer) -> TextEncoding {
    if let wide = wideEncoding(of: bytes) { return wide }
    let text = bytes.bindMemory(to: UInt8.self)
    // The one encoding here that looks like ASCII: this is how it changes to Japanese.
    if text.range(of: "\u{1B}$B") != nil { return .japaneseMail }
    let census = UTF8Scanner.census(text, enough: 1000)
    // Text that was cut in the middle or joined from several is UTF-8 still.
    if census.valid >= census.invalid * 2 { return .utf8 }
    return legacyEncoding(of: bytes)
  }

  /// UTF-16 without a byte order mark, by a sample: zero bytes in one half of the pairs only, and pairs that are letters.
  static func wideEncoding(of bytes: UnsafeRawBufferPointer) -> TextEncoding? {
    let sample = UnsafeRawBufferPointer(rebasing: bytes.prefix(1 << 14))
    guard sample.count >= 4, bytes.count.isMultiple(of: 2),
      sample.bindMemory(to: UInt8.self).offset(of: 0) != nil
    else { return nil }
    // Zero bytes in ASCII text are dirt: read as pairs, nearly all of it would be Chinese.
    let zeroBytes = sample.count { $0 == 0 }
    let asciiBytes = sample.count { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
    if zeroBytes * 5 < sample.count, asciiBytes * 10 >= (sample.count - zeroBytes) * 9 { return nil }
    var zeros = (even: 0, odd: 0)
    for (index, byte) in sample.enumerated() where byte == 0 {
      if index.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
    }
    let isLittle = zeros.odd > zeros.even
    guard min(zeros.even, zeros.odd) * 20 <= max(zeros.even, zeros.odd) else { return nil }
    let pairs = sample.count / 2
    let plausible = (0..<pairs).count { pair in
      let (low, high) = (sample[pair * 2 + (isLittle ? 0 : 1)], sample[pair * 2 + (isLittle ? 1 : 0)])
      return isPlausible(UInt16(high) << 8 | UInt16(low))
    }
    guard plausible * 10 >= pairs * 9 else { return nil }
    return isLittle ? .utf16LittleEndian : .utf16BigEndian
  }

  /// Whether a UTF-16 unit is of a kind that texts are made of.
  private static func isPlausible(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x09, 0x0A, 0x0C, 0x0D, 0x20...0x7E, 0xA0...0x05FF, 0x0600...0x06FF, 0x0900...0x0E7F, 0x1E00...0x206F: true
    case 0x3000...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xDFFF, 0xFF00...0xFFEF: true
    default: false
    }
  }

  /// The best of the encodings that came before Unicode; windows-1252 where nothing speaks for another.
  private static func legacyEncoding(of bytes: UnsafeRawBufferPointer) -> TextEncoding {
    let firstHigh = UTF8Scanner.endOfASCII(from: 0, of: bytes.bindMemory(to: UInt8.self))
    let sample = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(max(0, firstHigh - 16)).prefix(1 << 15))
    var best = (encoding: TextEncoding.windows1252, score: 0.2)
    for alphabet in Alphabet.all {
      guard let transcoder = try? Transcoder(from: alphabet.encoding, subject: "") else { continue }
      let text = String(decoding: transcoder.utf8(sample), as: UTF8.self)
      let score = alphabet.score(of: text, invalid: transcoder.replaced)
      if score > best.score { best = (alphabet.encoding, score) }
    }
    return best.encoding
  }
}
