/// Finds and stores the links of nodes, one node at a time.
// Safety: one thread at a time uses a linker; `GraphBuilder` hands each to one thread, and waits for it.
final class GraphLinker: @unchecked Sendable {
  private let memory: GraphMemory
  private let breadth: Int
  private let walk: GraphWalk
  private let choice: NeighbourChoice
  var failure: Damage?

  /// - Parameter breadth: candidates that a node chooses its neighbours from.
  init(_ memory: GraphMemory, breadth: Int) {
    self.memory = memory
    self.breadth = breadth
    walk = GraphWalk(memory.graph, breadth: breadth)
    choice = NeighbourChoice(memory)
  }

  /// Gives a new node its links on all its levels, to some of the first `nodes`.
  func link(_ node: UInt32, toFirst nodes: Int) throws(Damage) {
    walk.aim(at: memory.graph.code(node))
    walk.start()
    let highest = memory.shape.level(of: Int(node))
    for level in memory.graph.levels.indices.reversed() {
      if level > highest {
        try walk.spread(level: level, breadth: GraphWalk.breadthAbove, nodes: nodes)
        memory.setParent(walk.node(0), of: node)
      } else {
        try walk.spread(level: level, breadth: breadth, nodes: nodes)
        choice.choose(memory.shape.width(level), for: node, from: walk)
        store(choice.chosen, node, level)
      }
    }
  }

  /// Gives a node new links on a level; if there is no room for all, it chooses among old and new.
  func add(_ new: [UInt32], to node: UInt32, level: Int) {
    let links = memory.links(of: node, level: level)
    let all = links.prefix { $0 != GraphFormat.none } + new
    guard all.count > links.count else { return store(all, node, level) }
    // Choosing costs so much that some room is left for those who come next.
    choice.choose(links.count - links.count / 8, for: node, from: all)
    store(choice.chosen, node, level)
  }

  private func store(_ neighbours: [UInt32], _ node: UInt32, _ level: Int) {
    let links = memory.links(of: node, level: level)
    let end = links.update(fromContentsOf: neighbours)
    links[end...].update(repeating: GraphFormat.none)
  }
}
