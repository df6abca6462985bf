import CKernels

/// Finds the chunks near a vector by walking a segment's graph, or says that comparing all is the better way.
struct GraphSearch {
  /// A walk of breadth 1 costs as much as comparing so many vectors (measured: 384 dimensions, 100,000 chunks).
  private static let cost = 8
  /// Nodes that a walk keeps beyond those expected to be allowed.
  private static let slack = 1.25

  let graph: SegmentGraph
  let query: UnitVector
  /// Allowed nodes that a walk has to come by.
  let breadth: Int

  /// Chunks in ascending order that have the nearest among them; nil if they have to be looked for among all.
  ///
  /// - Parameter allowed: the chunks that may be found; nil for all.
  /// - Parameter isEnough: whether the chunks suffice, or a wider walk is called for.
  func candidates(
    _ part: LiveSegment, allowed: Bitmap?, isEnough: ([UInt32]) throws(Damage) -> Bool
  ) throws(Damage) -> [UInt32]? {
    let nodes = graph.shape.nodes[0]
    let some = allowed?.cardinality ?? part.segment.chunkCount
    guard some > 0 else { return [] }
    // A filter hides most of what a walk comes by: it has to be the wider.
    let share = Double(some) / Double(part.segment.chunkCount)
    var wide = allowed == nil ? Double(breadth) : Double(breadth) * Self.slack / share
    while wide * Double(Self.cost) < Double(some), wide < Double(nodes) {
      let (chunks, found) = try walk(breadth: Int(wide), allowed: allowed)
      if found >= min(breadth, Int(wide)), try isEnough(chunks) { return chunks.sorted() }
      wide *= 2
    }
    return nil
  }

  private func walk(breadth: Int, allowed: Bitmap?) throws(Damage) -> (chunks: [UInt32], nodes: Int) {
    var code = Array(repeating: UInt8(0), count: graph.graph.codes.stride)
    _ = query.encode(into: &code)
    let walk = GraphWalk(graph.graph, breadth: breadth)
    walk.aim(at: code)
    try walk.search(breadth: breadth)
    var (chunks, nodes) = ([UInt32](), 0)
    for place in 0..<walk.count {
      let before = chunks.count
      try graph.forEachChunk(of: walk.node(place)) { chunk in
        if allowed?.contains(chunk) ?? true { chunks.append(UInt32(chunk)) }
      }
      if chunks.count > before { nodes += 1 }
    }
    return (chunks, nodes)
  }
}
