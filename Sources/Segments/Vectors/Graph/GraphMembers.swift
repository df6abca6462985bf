/// The chunks that each node of a graph stands for.
struct GraphMembers {
  /// Where each node's chunks start in `chunks`, and where the last one's end.
  let starts: [UInt32]
  let chunks: [UInt32]

  /// Makes a node of all chunks with the same leader; the nodes come in an order that has nothing to do with the chunks'.
  ///
  /// - Parameter leaders: for each chunk the first that is equal.
  init(leaders: [UInt32]) {
    let nodes = leaders.indices.filter { Int(leaders[$0]) == $0 }.sorted { Self.mixed($0) < Self.mixed($1) }
    var node = Array(repeating: 0, count: leaders.count)
    for (number, leader) in nodes.enumerated() { node[leader] = number }
    self.init(nodes: leaders.map { node[Int($0)] }, count: nodes.count)
  }

  /// - Parameter nodes: the node of each chunk.
  private init(nodes: [Int], count: Int) {
    var starts = Array(repeating: UInt32(0), count: count + 1)
    for node in nodes { starts[node + 1] += 1 }
    for node in 0..<count { starts[node + 1] += starts[node] }
    var (places, chunks) = (starts, Array(repeating: UInt32(0), count: nodes.count))
    for (chunk, node) in nodes.enumerated() {
      chunks[Int(places[node])] = UInt32(chunk)
      places[node] += 1
    }
    (self.starts, self.chunks) = (starts, chunks)
  }

  private init(starts: [UInt32], chunks: [UInt32]) { (self.starts, self.chunks) = (starts, chunks) }

  var nodeCount: Int { starts.count - 1 }

  subscript(node: Int) -> ArraySlice<UInt32> { chunks[Int(starts[node])..<Int(starts[node + 1])] }

  /// The same with the nodes in another order.
  func reordered(_ order: [UInt32]) -> GraphMembers {
    var (starts, chunks) = ([UInt32(0)], [UInt32]())
    for node in order {
      chunks += self[Int(node)]
      starts.append(UInt32(chunks.count))
    }
    return GraphMembers(starts: starts, chunks: chunks)
  }

  /// Scatters numbers, none to the same place (Stafford's variant 13 of the finalizer of MurmurHash3).
  private static func mixed(_ number: Int) -> UInt64 {
    var bits = UInt64(number) &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }
}
