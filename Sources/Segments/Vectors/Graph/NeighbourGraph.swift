import CKernels

/// A graph as walks see it, in mapped memory or in memory where it is being built.
// Safety: whoever makes one keeps its memory until the last walk has ended; while a walk goes on, nobody writes what it
// reads.
struct NeighbourGraph: @unchecked Sendable {
  struct Level {
    let links: UnsafePointer<UInt32>
    /// Links from node to node.
    let width: Int
    let nodes: Int

    func links(of node: UInt32) -> UnsafePointer<UInt32> { links + Int(node) * width }
  }

  let codes: quern_codes
  /// From the one with every node up.
  let levels: [Level]

  init(codes: quern_codes, links: UnsafePointer<UInt32>, _ shape: GraphShape) {
    self.codes = codes
    levels = zip(shape.starts, shape.nodes.indices).map { start, level in
      Level(links: links + start, width: shape.width(level), nodes: shape.nodes[level])
    }
  }

  func code(_ node: UInt32) -> UnsafePointer<UInt8> { codes.codes + Int(node) * codes.stride }
}
