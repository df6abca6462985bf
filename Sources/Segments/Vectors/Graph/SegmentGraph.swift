import CKernels

/// The graph in a segment's file. Opening it looks at the sizes of its parts; what a walk comes by is checked then.
struct SegmentGraph: Sendable {
  let shape: GraphShape
  let graph: NeighbourGraph
  private let starts: MappedBytes
  private let members: MappedBytes

  /// - Parameter section: finds a part of the file that has a certain size.
  init(
    _ shape: GraphShape, dimension: Int, chunks: Int, _ section: (Section, _ size: Int) throws(Damage) -> MappedBytes
  ) throws(Damage) {
    self.shape = shape
    let (nodes, stride) = (shape.nodes[0], GraphFormat.stride(dimension))
    let codes = try section(.graphCodes, nodes * stride)
    let scales = try section(.graphScales, nodes * 4)
    let links = try section(.graphLinks, shape.starts[shape.nodes.count] * 4)
    starts = try section(.graphStarts, (nodes + 1) * 4)
    members = try section(.graphChunks, chunks * 4)
    graph = NeighbourGraph(
      codes: quern_codes(
        codes: codes.start.assumingMemoryBound(to: UInt8.self),
        scales: scales.start.assumingMemoryBound(to: Float.self),
        stride: stride),
      links: links.start.assumingMemoryBound(to: UInt32.self), shape)
  }

  /// Hands over the chunks that a node stands for.
  func forEachChunk(of node: UInt32, _ body: (Int) throws(Damage) -> Void) throws(Damage) {
    let start = Int(try starts.element(Int(node), as: UInt32.self))
    let end = Int(try starts.element(Int(node) + 1, as: UInt32.self))
    let count = members.count / 4
    guard start <= end, end <= count else {
      throw Damage(what: "a node of its graph stands for chunks that do not exist")
    }
    for place in start..<end {
      let chunk = Int(try members.element(place, as: UInt32.self))
      guard chunk < count else { throw Damage(what: "a node of its graph stands for a chunk that does not exist") }
      try body(chunk)
    }
  }
}
