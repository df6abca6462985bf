/// The words, marks of punctuation and ideographs of a text, for tokenizers without a vocabulary.
struct WordScan {
  struct Word {
    /// `.word`, `.punctuation` or `.ideograph`.
    var kind: ScalarTable.Kind
    var start: Int
    var end: Int
    /// FNV-1a, 32 bits, of the normalised scalars' UTF-8.
    var hash: UInt32
  }

  let text: UnsafeBufferPointer<UInt8>
  let scalars: ScalarTable

  @inline(__always)
  func forEachWord(_ body: (Word) -> Void) {
    var word = Word(kind: .word, start: 0, end: 0, hash: 0)
    var isOpen = false
    var position = 0
    func read(_ scalar: UInt32, of kind: ScalarTable.Kind, to end: Int) {
      if !isOpen { word = Word(kind: kind, start: position, end: end, hash: FNV.offset) }
      isOpen = true
      word.end = end
      word.hash = FNV.hash(scalar, into: word.hash)
    }
    func close() {
      if isOpen { body(word) }
      isOpen = false
    }
    while position < text.count {
      let (scalar, length) = text.scalar(at: position)
      let entry = scalars[scalar]
      let end = position + length
      switch entry.kind {
      case .removed: break
      case .space: close()
      case .word: read(entry.scalar, of: .word, to: end)
      case .expanded: for part in scalars.expansion(of: scalar) { read(part, of: .word, to: end) }
      case .punctuation, .ideograph:
        close()
        read(entry.scalar, of: entry.kind, to: end)
        close()
      }
      position = end
    }
    close()
  }
}

/// The Fowler-Noll-Vo hash FNV-1a, 32 bits (RFC 9923).
private enum FNV {
  static let offset: UInt32 = 0x811C_9DC5

  /// Hashes the UTF-8 bytes of a scalar.
  @inline(__always)
  static func hash(_ scalar: UInt32, into hash: UInt32) -> UInt32 {
    func add(_ byte: UInt32, _ hash: UInt32) -> UInt32 { (hash ^ byte) &* 0x0100_0193 }
    if scalar < 0x80 { return add(scalar, hash) }
    if scalar < 0x800 { return add(0x80 | scalar & 0x3F, add(0xC0 | scalar >> 6, hash)) }
    let tail = { hash in add(0x80 | scalar & 0x3F, add(0x80 | scalar >> 6 & 0x3F, hash)) }
    if scalar < 0x1_0000 { return tail(add(0xE0 | scalar >> 12, hash)) }
    return tail(add(0x80 | scalar >> 12 & 0x3F, add(0xF0 | scalar >> 18, hash)))
  }
}
