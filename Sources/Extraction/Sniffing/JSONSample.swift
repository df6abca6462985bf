/// Tells JSON and JSON Lines from text that begins with a bracket.
struct JSONSample {
  private let head: UnsafeBufferPointer<UInt8>
  private let isWhole: Bool
  private let suffix: String

  init(_ head: UnsafeBufferPointer<UInt8>, isWhole: Bool, suffix: String) {
    self.head = head
    self.isWhole = isWhole
    self.suffix = suffix
  }

  var kind: ContentKind? {
    if ["jsonl", "ndjson", "jsonlines"].contains(suffix), startsWithBracket || rowsAmongLines > 0 { return .jsonLines }
    guard startsWithBracket else { return nil }
    if rowsAmongLines >= 2 { return .jsonLines }
    var reader = JSONReader(head)
    do throws(JSONReader.Fault) {
      try reader.value { _, _, _ in }
      // An object alone in a file, or followed by what makes it no JSON: one document, or a reason why not.
      return reader.peek() == nil || suffix == "json" || head[0] == UInt8(ascii: "{") ? .json : nil
    } catch {
      // Cut off by the sample, or by whatever cut the file; otherwise only the name says that it was meant to be JSON.
      return error == .cutOff && looksLikeJSON || suffix == "json" || error == .tooDeep ? .json : nil
    }
  }

  private var startsWithBracket: Bool {
    var reader = JSONReader(head)
    let first = reader.peek()
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// Whether the first bracket is followed by what JSON has there: `[see below]` is not.
  private var looksLikeJSON: Bool {
    var reader = JSONReader(head)
    if reader.take("{") { return reader.peek() == UInt8(ascii: "\"") }
    guard reader.take("["), let next = reader.peek() else { return false }
    return "{[\"-0123456789tfn".utf8.contains(next)
  }

  /// Lines at the beginning that are an object each; the last line of a sample may be only part of one.
  private var rowsAmongLines: Int {
    let lines = head.split(separator: 0x0A, maxSplits: 32, omittingEmptySubsequences: true).dropLast(isWhole ? 0 : 1)
      .prefix(32)
    return lines.count { line in
      guard line.first == UInt8(ascii: "{") else { return false }
      var reader = JSONReader(UnsafeBufferPointer(rebasing: line))
      return (try? reader.value { _, _, _ in }) != nil && reader.peek() == nil
    }
  }
}
