/// A command with its arguments, as bytes.
struct RedisCommand: Sendable {
  let words: [[UInt8]]
  let isWrite: Bool

  init(_ words: [[UInt8]], isWrite: Bool = false) {
    self.words = words
    self.isWrite = isWrite
  }

  init(_ words: String..., isWrite: Bool = false) { self.init(words.map { Array($0.utf8) }, isWrite: isWrite) }

  /// What it takes on the wire, nearly.
  var count: Int { words.reduce(16) { $0 + $1.count + 16 } }
}
