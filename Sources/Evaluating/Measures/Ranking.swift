/// What a search found, best first, by the names that judgements use.
package struct Ranking: Hashable, Sendable {
  package let documents: [String]

  /// Keeps the first of documents that are listed twice.
  package init(_ documents: some Sequence<String>) {
    var seen: Set<String> = []
    self.documents = documents.filter { seen.insert($0).inserted }
  }

  /// Ranks as trec_eval does: by score as a 32-bit number, and documents of equal score by the bytes of their names, the
  /// highest first.
  package init(scores: [String: Double]) {
    documents =
      scores.map { (name: $0.key, score: Float($0.value)) }
      .sorted { $0.score != $1.score ? $0.score > $1.score : $1.name.utf8.lexicographicallyPrecedes($0.name.utf8) }
      .map(\.name)
  }
}
