/// Goes through the items in which all of some sequences stand, the words of each together and in order, a block of the
/// rarest word's list at a time; one word matches by being there.
final class Conjunction {
  /// The words' numbers in the query, the rarest first; none if a word is nowhere.
  let terms: [Int]
  let lists: [PostingList]
  private let blocks: [NumberBlock]
  private var matches: [SequenceMatch]
  /// The items at hand, with their postings in each list; perhaps none.
  let columns: Columns
  private var isOver = false

  /// - Parameter lists: of each of the query's words.
  init(of sequences: [LexicalPlan.Sequence], _ lists: [PostingList?]) throws(Damage) {
    var found: [(term: Int, list: PostingList)] = []
    for term in Set(sequences.flatMap { $0.words.map(\.term) }) {
      if let list = lists[term] { found.append((term, list)) } else { isOver = true }
    }
    if isOver { found = [] }
    found.sort { ($0.list.count, $0.term) < ($1.list.count, $1.term) }
    let terms = found.map(\.term)
    self.terms = terms
    self.lists = found.map(\.list)
    blocks = found.map { NumberBlock($0.list) }
    matches = try sequences.filter { $0.words.count > 1 && !terms.isEmpty }.map { (sequence) throws(Damage) in
      let words = sequence.words.compactMap { word in
        terms.firstIndex(of: word.term).map { SequenceMatch.Word(list: $0, offset: word.offset) }
      }
      return try SequenceMatch(words, in: found.map(\.list))
    }
    columns = Columns(lists: found.count)
  }

  /// Goes on to the next items; false at the end.
  func advance() throws(Damage) -> Bool {
    guard !isOver, let lead = blocks.first, try lead.advance() else { return false }
    columns.start(lead)
    for list in 1..<blocks.count where columns.count > 0 {
      if try !columns.meet(blocks[list], list) { isOver = true }
    }
    for match in matches.indices where columns.count > 0 { try matches[match].narrow(columns) }
    return true
  }

  /// Drops the items at hand that are not allowed.
  func keep(_ allowed: Bitmap) {
    let items = columns.items
    columns.keep { allowed.contains(Int(items[$0])) }
  }
}
