/// Guesses what somebody meant to type.
enum Spelling {
  /// The name that differs by the fewest letters, if those are at most a third of it.
  static func nearest(to word: String, among names: [String]) -> String? {
    // What is far longer than every name is none of them; and the table stays small whoever sends it.
    guard word.utf8.count <= 64 else { return nil }
    let near = names.map { (name: $0, letters: distance(word.lowercased(), $0.lowercased())) }
    return near.min { $0.letters < $1.letters }.flatMap { $0.letters <= max(1, $0.name.count / 3) ? $0.name : nil }
  }

  /// Letters to insert, delete or replace (Levenshtein).
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b)
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substituted = diagonal + (letter == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
}
