/// Guesses what somebody meant to write.
enum Spelling {
  /// The candidate nearest to a word, if it is near enough to be a slip: a third of its letters, at least one.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let word = word.lowercased()
    // Far longer than any name of ours: not a slip, and not worth a quadratic comparison.
    guard word.utf8.count <= 64 else { return nil }
    return
      candidates
      .map { (distance: distance(word, $0.lowercased()), candidate: $0) }
      .filter { $0.distance <= max(1, $0.candidate.count / 3) }
      .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
      .candidate
  }

  /// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.unicodeScalars), Array(b.unicodeScalars))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var current = [i + 1]
      for j in b.indices {
        var best = min(last[j + 1] + 1, current[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[b.count]
  }
}
