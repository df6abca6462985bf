/// A graph that is ready to be written, its nodes in the order that walks like best.
///
/// Nodes that were reached from the same node of the level above stand together, so that a walk stays within few pages.
struct BuiltGraph {
  private let memory: GraphMemory
  private let members: GraphMembers
  /// The node, as it was built, in each place.
  private let order: [UInt32]
  /// The place of each node, as it was built.
  private let places: [UInt32]

  /// Builds the graph; costs most of the time that it takes to write a segment.
  init(_ codes: CodeSpool, m: Int, breadth: Int, threads: Int) throws {
    let members = GraphMembers(leaders: try codes.leaders())
    memory = try GraphMemory(codes, members, m: m)
    try GraphBuilder(memory, breadth: breadth, threads: threads).build()
    (order, places) = Self.order(memory)
    self.members = members.reordered(order)
  }

  /// Writes the parts of the graph, each by a call of its own.
  func write(
    _ section: (Section, (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws -> Void
  ) throws {
    try section(.graphShape) { append in try memory.shape.bytes.withUnsafeBytes(append) }
    try section(.graphCodes) { append in for node in order { try append(memory.code(node)) } }
    try section(.graphScales) { append in
      for node in order { try Self.write([memory.scale(node).bitPattern], append) }
    }
    try section(.graphLinks) { append in
      for (level, count) in memory.shape.nodes.enumerated() {
        for node in order.prefix(count) {
          let links = memory.links(of: node, level: level)
          try Self.write(links.map { $0 == GraphFormat.none ? $0 : places[Int($0)] }, append)
        }
      }
    }
    try section(.graphStarts) { append in try Self.write(members.starts, append) }
    try section(.graphChunks) { append in try Self.write(members.chunks, append) }
  }

  private static func write(_ numbers: [UInt32], _ append: (UnsafeRawBufferPointer) throws -> Void) throws {
    try numbers.map(\.littleEndian).withUnsafeBytes(append)
  }

  private static func order(_ memory: GraphMemory) -> (order: [UInt32], places: [UInt32]) {
    var order: [UInt32] = []
    var places = Array(repeating: UInt32(0), count: memory.shape.nodes[0])
    for count in memory.shape.nodes.reversed() {
      let nodes = (UInt32(order.count)..<UInt32(count)).sorted {
        (places[Int(memory.parent($0))], $0) < (places[Int(memory.parent($1))], $1)
      }
      for node in nodes {
        places[Int(node)] = UInt32(order.count)
        order.append(node)
      }
    }
    return (order, places)
  }
}
