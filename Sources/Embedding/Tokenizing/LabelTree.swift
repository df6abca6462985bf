/// A trie in its plainest form, first child and next sibling; only built to be laid out as a ``VocabularyTrie``.
struct LabelTree {
  private var labels: [UInt8]
  private var firstChild: [Int32]
  private var nextSibling: [Int32]
  /// The id of the word that ends at a node; negative for none.
  private(set) var ids: [Int32]

  /// - Parameter roots: nodes without a parent, numbered from 0.
  init(roots: Int) {
    labels = Array(repeating: 0, count: roots)
    firstChild = Array(repeating: -1, count: roots)
    nextSibling = Array(repeating: -1, count: roots)
    ids = Array(repeating: -1, count: roots)
  }

  mutating func insert(_ word: ArraySlice<UInt8>, id: Int32, below root: Int) {
    var node = root
    for byte in word { node = child(of: node, labelled: byte) }
    ids[node] = id
  }

  /// In order of their labels.
  func children(of node: Int) -> [(label: UInt8, node: Int)] {
    var children: [(label: UInt8, node: Int)] = []
    var child = firstChild[node]
    while child >= 0 {
      children.append((labels[Int(child)], Int(child)))
      child = nextSibling[Int(child)]
    }
    return children.sorted { $0.label < $1.label }
  }

  private mutating func child(of node: Int, labelled label: UInt8) -> Int {
    var child = firstChild[node]
    while child >= 0 {
      if labels[Int(child)] == label { return Int(child) }
      child = nextSibling[Int(child)]
    }
    labels.append(label)
    firstChild.append(-1)
    nextSibling.append(firstChild[node])
    ids.append(-1)
    firstChild[node] = Int32(labels.count - 1)
    return labels.count - 1
  }
}
