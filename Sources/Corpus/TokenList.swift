/// Tokens of a text with the bytes they came from: parallel arrays, one entry a token, in the order of the text.
package struct TokenList: Sendable {
  package var ids: [Int32] = []
  /// UTF-8 byte offset of each token's first byte.
  package var starts: [Int32] = []
  /// One past each token's last byte.
  package var ends: [Int32] = []
  /// Whether the token begins a word; a text may be cut before it without changing any token.
  package var beginsWord: [Bool] = []

  package init() {}

  package var count: Int { ids.count }

  package mutating func append(_ id: Int32, start: Int, end: Int, beginsWord: Bool) {
    ids.append(id)
    starts.append(Int32(truncatingIfNeeded: start))
    ends.append(Int32(truncatingIfNeeded: end))
    self.beginsWord.append(beginsWord)
  }

  package mutating func removeAll() {
    ids.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    beginsWord.removeAll(keepingCapacity: true)
  }
}
