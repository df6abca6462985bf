import CKernels

/// Chooses a node's neighbours among candidates: near ones that lie in different directions.
///
/// From the nearest on, a candidate is chosen unless one chosen before is clearly nearer to it than the node itself
/// (algorithm 4 of Malkov and Yashunin, with the factor of Subramanya et al., "DiskANN", 2019). For one thread at a time.
final class NeighbourChoice {
  private let memory: GraphMemory
  private let score = quern_code_scores_here()
  private let query: UnsafeMutablePointer<Int8>
  private var excess: Int32 = 0
  private var scores: [Float] = []
  private var candidates: [(likeness: Float, node: UInt32)] = []
  private(set) var chosen: [UInt32] = []

  /// Chosen nodes that a candidate is compared with at a time: the nearest mostly decide.
  private static let together = 4
  /// What "clearly nearer" means, in squared distances. Measured on 100,000 texts: 1.1 takes 10 % fewer comparisons to
  /// the same recall than 1; 1.2 reaches .95 as fast, but .99 later.
  private static let detour: Float = 1.1

  init(_ memory: GraphMemory) {
    self.memory = memory
    query = .allocate(capacity: memory.stride)
  }

  deinit { query.deallocate() }

  /// Chooses among what a walk found that was aimed at the node.
  func choose(_ most: Int, for node: UInt32, from walk: GraphWalk) {
    candidates.removeAll(keepingCapacity: true)
    let scale = memory.scale(node)
    for place in 0..<walk.count { candidates.append((walk.score(place) * scale, walk.node(place))) }
    choose(most)
  }

  /// Chooses among some nodes.
  func choose(_ most: Int, for node: UInt32, from nodes: [UInt32]) {
    candidates.removeAll(keepingCapacity: true)
    let scale = memory.scale(node)
    aim(at: node)
    compare(nodes[...])
    for (place, other) in nodes.enumerated() { candidates.append((scores[place] * scale, other)) }
    candidates.sort { $0.likeness != $1.likeness ? $0.likeness > $1.likeness : $0.node < $1.node }
    choose(most)
  }

  private func choose(_ most: Int) {
    chosen.removeAll(keepingCapacity: true)
    for candidate in candidates where chosen.count < most {
      if isApart(candidate.node, candidate.likeness) { chosen.append(candidate.node) }
    }
  }

  /// Whether no chosen node is clearly nearer to a candidate than `likeness` says that the node is.
  private func isApart(_ candidate: UInt32, _ likeness: Float) -> Bool {
    guard !chosen.isEmpty else { return true }
    let scale = memory.scale(candidate)
    aim(at: candidate)
    var start = 0
    while start < chosen.count {
      let end = min(start + Self.together, chosen.count)
      compare(chosen[start..<end])
      for place in 0..<(end - start) where Self.detour * (1 - scores[place] * scale) < 1 - likeness { return false }
      start = end
    }
    return true
  }

  private func aim(at node: UInt32) { excess = quern_query_of(memory.graph.code(node), memory.stride, query) }

  private func compare(_ nodes: ArraySlice<UInt32>) {
    while scores.count < nodes.count { scores.append(0) }
    withUnsafePointer(to: memory.graph.codes) { codes in
      nodes.withUnsafeBufferPointer { nodes in
        if let start = nodes.baseAddress { score(codes, query, excess, start, nodes.count, &scores) }
      }
    }
  }
}
