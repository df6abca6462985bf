import Corpus
import Segments

/// Adds up what chunks are worth in several lists.
struct Fusion {
  private let lists: [WeightedList]
  private var found: [(match: Match, worth: Double)] = []

  init(_ lists: [WeightedList]) {
    self.lists = lists
    let most = lists.reduce(0) { $0 + $1.matches.count }
    var places = [Match.Place: Int](minimumCapacity: most)
    found.reserveCapacity(most)
    for list in lists {
      for match in list.matches {
        let index = Self.index(in: &places[match.place], else: found.count)
        if index == found.count { found.append((match, 0)) }
        found[index].worth += list.worth(of: match)
      }
    }
  }

  /// What a place of the table holds, or gets.
  private static func index(in entry: inout Int?, else next: Int) -> Int {
    if let entry { return entry }
    entry = next
    return next
  }

  /// The best, in their order; of each document only its best chunk unless chunks are wanted.
  ///
  /// Equal worth: what is in the first list is the surer sign, and comes first.
  func best(_ limit: Int, perChunk: Bool) -> [Candidate] {
    let order = found.enumerated().map { (worth: -$1.worth, index: $0) }.sorted { $0 < $1 }
    var (best, documents) = ([Candidate](), Set<DocumentID>())
    for place in order where best.count < limit {
      let (match, worth) = found[place.index]
      guard perChunk || documents.insert(match.document).inserted else { continue }
      let appearances = lists.compactMap { $0.appearance(of: match.place) }
      best.append(Candidate(match, score: worth, appearances: appearances))
    }
    return best
  }
}
