/// Chooses where chunks end and the next ones start.
struct Cutter {
  /// A remainder smaller than this part of a chunk is no chunk: the one before it gives some of its own.
  private static let crumb = 4

  let atoms: Atoms
  let budget: Budget
  let kind: ChunkingKind

  /// Where a chunk ends: one past its last atom.
  ///
  /// All that fits is taken when the text ends there, or a section that must not be mixed with the next. Otherwise the
  /// best boundary is taken, the last of equals; see ``ChunkingKind/preference(for:filled:)``.
  ///
  /// - Parameter start: the chunk's first atom.
  /// - Parameter fresh: its first atom that is in no chunk before.
  /// - Parameter level: the level of the section that `fresh` is in, 0 for none.
  func end(from start: Int, fresh: Int, level: Int) -> Int {
    var end = fresh + 1
    while end < atoms.count, !mustStop(at: end, from: start, level: level) {
      guard atoms.fit(start..<(end + 1), in: budget) else {
        return bestEnd(in: (fresh + 1)...leavingNoCrumb(at: end, from: start, fresh: fresh, level: level), from: start)
      }
      end += 1
    }
    return end
  }

  /// Where the chunk after the one that starts at `start` and ends at `end` starts: at a sentence if one starts in the
  /// first half of the overlap, else at a word. Nothing is repeated from another section.
  func start(after end: Int, from start: Int) -> Int {
    guard budget.overlap > 0, !isBarrier(atoms.boundaries[end]) else { return end }
    var (anywhere, atWord, atSentence): (Int, Int?, Int?) = (end, nil, nil)
    var first = end
    while first - 1 > start, atoms.tokens(of: (first - 1)..<end).count <= budget.overlap,
      atoms.fit((first - 1)..<(end + 1), in: budget)
    {
      first -= 1
      let boundary = atoms.boundaries[first]
      anywhere = first
      if boundary >= .word { atWord = first }
      if boundary >= .sentence, 2 * atoms.tokens(of: first..<end).count >= budget.overlap { atSentence = first }
      if isBarrier(boundary) { break }
    }
    return atSentence ?? atWord ?? anywhere
  }

  private func isBarrier(_ boundary: Boundary) -> Bool {
    boundary == .forced || kind != .fixed && boundary.headingLevel != nil
  }

  private func mustStop(at end: Int, from start: Int, level: Int) -> Bool {
    let boundary = atoms.boundaries[end]
    guard boundary > .paragraph else { return false }
    if boundary == .forced { return true }
    guard let heading = boundary.headingLevel else { return false }
    switch kind {
    case .markdown: return true
    case .recursive: return heading < level && 8 * atoms.tokens(of: start..<end).count >= budget.tokens
    case .sentence, .fixed: return false
    }
  }

  /// The latest end that leaves enough for a chunk of its own where the text, or its section, ends soon after.
  private func leavingNoCrumb(at end: Int, from start: Int, fresh: Int, level: Int) -> Int {
    guard kind != .fixed else { return end }
    let crumb = budget.tokens / Self.crumb
    var stop = end + 1
    while stop < atoms.count, !mustStop(at: stop, from: start, level: level) {
      if atoms.tokens(of: end..<stop).count >= crumb || atoms.bytes(of: end..<stop).count > budget.bytes { return end }
      stop += 1
    }
    var earlier = end
    while earlier > fresh + 1, atoms.tokens(of: earlier..<stop).count < crumb { earlier -= 1 }
    return earlier
  }

  private func bestEnd(in ends: ClosedRange<Int>, from start: Int) -> Int {
    let full = max(atoms.tokens(of: start..<ends.upperBound).count, 1)
    var (best, bestPreference) = (ends.upperBound, 0)
    for end in ends.reversed() {
      let filled = Filling(atoms.tokens(of: start..<end).count, of: full)
      let preference = kind.preference(for: atoms.boundaries[end], filled: filled)
      if preference > bestPreference { (best, bestPreference) = (end, preference) }
    }
    return best
  }
}
