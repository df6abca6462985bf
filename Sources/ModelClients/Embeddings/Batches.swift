/// Cuts a list of texts into requests.
enum Batches {
  /// Ranges that cover everything in order, each within both limits unless one text alone is not.
  static func ranges(tokenCounts: [Int], maxTokens: Int, maxTexts: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var tokens = 0
    for (index, count) in tokenCounts.enumerated() {
      if index > start, tokens + count > maxTokens || index - start >= maxTexts {
        ranges.append(start..<index)
        start = index
        tokens = 0
      }
      tokens += count
    }
    if start < tokenCounts.count { ranges.append(start..<tokenCounts.count) }
    return ranges
  }
}
