import CKernels

/// The items that have all of some terms, and where each stands in every list.
struct Conjunction {
  let terms: [[UInt8]]
  /// Empty if a term is nowhere.
  let lists: [PostingList]
  /// Ascending.
  private(set) var items: [UInt32] = []
  /// Of each list, the number of each item's posting.
  private(set) var postings: [[UInt32]]

  /// Goes through the rarest term's list a block at a time, and looks those items up in the others.
  init(_ terms: [[UInt8]], in index: PostingIndex) throws(Damage) {
    var found: [(term: [UInt8], list: PostingList)] = []
    for term in terms where !found.contains(where: { $0.term == term }) {
      guard let list = try index.list(term) else {
        (self.terms, lists, postings) = ([], [], [])
        return
      }
      found.append((term, list))
    }
    found.sort { $0.list.count < $1.list.count }
    self.terms = found.map(\.term)
    lists = found.map(\.list)
    postings = Array(repeating: [], count: found.count)
    try meet()
  }

  private mutating func meet() throws(Damage) {
    let others = lists.dropFirst().map(NumberBlock.init)
    guard let lead = lists.first.map(NumberBlock.init) else { return }
    var columns = Columns(lists: lists.count)
    var isOver = false
    while !isOver, try lead.advance() {
      columns.start(lead)
      for (place, other) in others.enumerated() where columns.count > 0 {
        if try !columns.meet(other, place + 1) { isOver = true }
      }
      items += columns.items
      for place in lists.indices { postings[place] += columns.postings(place) }
    }
  }

  /// Keeps some items, by their places, and drops the others.
  mutating func keep(_ places: [Int]) {
    items = places.map { items[$0] }
    postings = postings.map { postings in places.map { postings[$0] } }
  }
}
