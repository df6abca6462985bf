import CKernels

/// Holds a graph while it is built: codes, scales, and room for all links.
// Safety: while threads share it, codes and scales do not change, and the links and parent of a node are written by one
// thread alone, when no other reads them.
final class GraphMemory: @unchecked Sendable {
  let shape: GraphShape
  let graph: NeighbourGraph
  let stride: Int
  private let codes: UnsafeMutableRawPointer
  private let scales: UnsafeMutablePointer<Float>
  private let links: UnsafeMutablePointer<UInt32>
  private let parents: UnsafeMutablePointer<UInt32>

  /// Takes over the code of each node's first chunk.
  init(_ spool: CodeSpool, _ members: GraphMembers, m: Int) throws {
    let nodes = members.nodeCount
    shape = GraphShape(nodes: nodes, m: m)
    stride = spool.stride
    codes = .allocate(byteCount: nodes * stride, alignment: 64)
    scales = .allocate(capacity: nodes)
    links = .allocate(capacity: shape.starts[shape.nodes.count])
    links.initialize(repeating: GraphFormat.none, count: shape.starts[shape.nodes.count])
    parents = .allocate(capacity: nodes)
    parents.initialize(repeating: 0, count: nodes)
    graph = NeighbourGraph(
      codes: quern_codes(codes: codes.assumingMemoryBound(to: UInt8.self), scales: scales, stride: stride),
      links: links, shape)
    var node = Array(repeating: -1, count: spool.count)
    for number in 0..<nodes { node[Int(members.chunks[Int(members.starts[number])])] = number }
    try spool.forEachCode { [codes, scales, stride] chunk, code in
      guard node[chunk] >= 0, let start = code.baseAddress else { return }
      (codes + node[chunk] * stride).copyMemory(from: start, byteCount: stride)
      scales[node[chunk]] = spool.scales[chunk]
    }
  }

  deinit {
    codes.deallocate()
    scales.deallocate()
    links.deallocate()
    parents.deallocate()
  }

  func code(_ node: UInt32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: codes + Int(node) * stride, count: stride)
  }

  /// The node from which another was reached, one level above it; 0 on the highest.
  func parent(_ node: UInt32) -> UInt32 { parents[Int(node)] }

  func setParent(_ parent: UInt32, of node: UInt32) { parents[Int(node)] = parent }

  func scale(_ node: UInt32) -> Float { scales[Int(node)] }

  /// The room for a node's links on a level.
  func links(of node: UInt32, level: Int) -> UnsafeMutableBufferPointer<UInt32> {
    let width = shape.width(level)
    return UnsafeMutableBufferPointer(start: links + shape.starts[level] + Int(node) * width, count: width)
  }
}
