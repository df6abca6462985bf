/// The words of a vocabulary as a double-array trie over bytes: a step is one addition and one comparison.
///
/// Reference: J. Aoe, "An efficient digital search algorithm by using a double-array structure", IEEE TSE 15 (1989).
struct VocabularyTrie: Sendable {
  /// A place in the trie: the bytes read so far.
  typealias State = Int

  struct Slot {
    /// Where the children stand: the child for byte b is at `base + b`.
    var base: Int32
    /// The state that this one is a child of; negative when the slot is free.
    var parent: Int32
    /// The word that ends here; negative for none.
    var id: Int32

    static let free = Slot(base: 0, parent: -1, id: -1)
  }

  /// No word begins with the bytes read.
  static let dead: State = 0
  /// Nothing read yet, at the beginning of a word.
  static let start: State = 1
  /// Nothing read yet, inside a word: the pieces written with `##`.
  static let middle: State = 2

  private(set) var slots: [Slot]

  /// - Parameter words: the words' bytes and ids; of equal words the last counts.
  init(starting: [(word: ArraySlice<UInt8>, id: Int32)], continuing: [(word: ArraySlice<UInt8>, id: Int32)]) {
    var tree = LabelTree(roots: 3)
    for (word, id) in starting { tree.insert(word, id: id, below: Self.start) }
    for (word, id) in continuing { tree.insert(word, id: id, below: Self.middle) }
    // Children stand beyond the largest byte, so that every base is positive and 0 says: no children.
    slots = Array(repeating: .free, count: 256)
    place(tree)
  }

  /// Lays the nodes out breadth first. Families of several children go ever further on; only children, the greater
  /// part, fill the gaps they leave.
  private mutating func place(_ tree: LabelTree) {
    var pending = [(node: Self.start, state: Self.start), (node: Self.middle, state: Self.middle)]
    var (firstGap, familiesEnd) = (slots.count, slots.count)
    var next = 0
    while next < pending.count {
      let (node, state) = pending[next]
      next += 1
      let children = tree.children(of: node)
      guard let lowest = children.first?.label else { continue }
      while firstGap < slots.count, slots[firstGap].parent >= 0 { firstGap += 1 }
      let earliest = children.count == 1 ? firstGap : max(firstGap, familiesEnd)
      let base = room(for: children, from: earliest - Int(lowest))
      if children.count > 1 { familiesEnd = base + Int(lowest) }
      slots[state].base = Int32(base)
      for (label, child) in children {
        slots[base + Int(label)] = Slot(base: 0, parent: Int32(state), id: tree.ids[child])
        pending.append((child, base + Int(label)))
      }
    }
    slots = Array(slots[..<(1 + (slots.lastIndex { $0.parent >= 0 } ?? 0))]) + Array(repeating: .free, count: 256)
  }

  /// The first base at which all children find their slots free.
  private mutating func room(for children: [(label: UInt8, node: Int)], from earliest: Int) -> Int {
    var base = earliest
    while true {
      if slots.count < base + 256 { slots += Array(repeating: .free, count: slots.count) }
      let isFree = children.allSatisfy { slots[base + Int($0.label)].parent < 0 }
      if isFree { return base }
      base += 1
    }
  }
}

extension UnsafePointer<VocabularyTrie.Slot> {
  /// Reads one more byte, which is never 0.
  @inline(__always)
  func step(_ state: VocabularyTrie.State, _ byte: UInt8) -> VocabularyTrie.State {
    let next = Int(self[state].base) + Int(byte)
    return self[next].parent == Int32(truncatingIfNeeded: state) ? next : VocabularyTrie.dead
  }
}
