import Corpus

/// Inverts numbered items into posting lists with a fixed amount of memory.
///
/// Postings gather in an arena; when it is full they go to a spool as a run sorted by term, and ``finish`` merges the
/// runs. A run is, for each term, its length and bytes, then for each item its number's distance from the one before
/// and its positions' distances, each above 0, closed by 0; another 0 closes the term.
final class PostingAccumulator {
  private struct Tail {
    var list: PostingArena.List
    /// The last item and the last position in it, each plus one.
    var item: UInt32
    var position: UInt32
  }

  /// Terms and their bytes kept in memory at most.
  private static let mostTerms = 1 << 19
  private static let mostText = 16 << 20

  private let arena: PostingArena
  private let runs: Spool
  private var runStarts: [Int] = []
  private var tails: [Tail] = []

  /// - Parameter memory: bytes of postings kept before a run is written.
  init(memory: Int, beside path: String) {
    arena = PostingArena(capacity: memory)
    runs = Spool(beside: path)
  }

  /// Whether so many more occurrences might not fit; the owner of the terms then calls ``flush(_:)``.
  func isFull(for occurrences: Int, _ terms: TermTable) -> Bool {
    // The dearest occurrence is a new term: a slice, and two closing zeros later.
    arena.room < occurrences * 24 + 4096 || terms.count > Self.mostTerms || terms.textCount > Self.mostText
  }

  /// Notes a term's occurrence. Items come in ascending order, and positions within an item and term; one at the place of
  /// the one before counts once.
  @inline(__always)
  func append(_ term: Int, item: UInt32, position: UInt32) {
    if term >= tails.count { makeTails(upTo: term) }
    if tails[term].item != item + 1 {
      if tails[term].item != 0 { arena.append(variable: 0, to: &tails[term].list) }
      arena.append(variable: item + 1 - tails[term].item, to: &tails[term].list)
      tails[term].item = item + 1
      tails[term].position = 0
    }
    guard position + 1 > tails[term].position else { return }
    arena.append(variable: position + 1 - tails[term].position, to: &tails[term].list)
    tails[term].position = position + 1
  }

  /// Writes what is in memory as a run; the terms may be numbered anew afterwards.
  func flush(_ terms: TermTable) throws {
    guard !tails.isEmpty else { return }
    runStarts.append(runs.count)
    for term in terms.sorted() where term < tails.count {
      var head = ByteWriter()
      head.append(variable: terms[term].count)
      try runs.append(head.bytes)
      try runs.append(UnsafeRawBufferPointer(terms[term]))
      try arena.drain(tails[term].list) { try runs.append($0) }
      try runs.append([0, 0])
    }
    tails.removeAll(keepingCapacity: true)
    arena.removeAll()
  }

  /// Merges all runs into an index. Nothing can be added afterwards.
  func finish(_ terms: TermTable, into index: PostingIndexWriter) throws {
    try flush(terms)
    var cursors: [RunCursor] = []
    for (start, end) in zip(runStarts, runStarts.dropFirst() + [runs.count]) {
      let cursor = RunCursor(runs, start..<end)
      if try cursor.nextTerm() { cursors.append(cursor) }
    }
    while let first = cursors.min(by: { $0.term.lexicographicallyPrecedes($1.term) }) {
      let term = first.term
      try index.begin(term)
      // Runs are in the order of their items, and so are the cursors.
      for cursor in cursors where cursor.term == term { try cursor.copyPostings(to: index) }
      try index.endTerm()
      cursors = try cursors.filter { cursor in
        guard cursor.term == term else { return true }
        return try cursor.nextTerm()
      }
    }
    try index.finish()
  }

  private func makeTails(upTo term: Int) {
    while tails.count <= term { tails.append(Tail(list: arena.makeList(), item: 0, position: 0)) }
  }
}
