/// How many nodes a graph has on each level, and how many links each of them may have.
struct GraphShape: Equatable {
  /// More levels than any graph needs.
  private static let mostLevels = 32

  /// Links of a node above level 0; twice as many there.
  let m: Int
  /// Nodes on each level, from 0 up; never empty, and each at most as many as the one before.
  let nodes: [Int]
  /// Where the links of each level start, counted in links, and where the last level's end.
  let starts: [Int]

  /// The shape that a graph of so many nodes gets: an m-th of each level reaches up to the next.
  init(nodes: Int, m: Int) {
    var counts = [nodes]
    while let last = counts.last, last > 2 * m { counts.append(last / m) }
    self.init(m: m, nodes: counts)
  }

  private init(m: Int, nodes: [Int]) {
    self.m = m
    self.nodes = nodes
    starts = nodes.indices.reduce(into: [0]) { starts, level in
      starts.append(starts[level] + nodes[level] * Self.width(level, m))
    }
  }

  init(_ bytes: MappedBytes) throws(Damage) {
    var reader = ByteReader(bytes)
    let m = Int(try reader.number(UInt32.self))
    let levels = Int(try reader.number(UInt32.self))
    let impossible = Damage(what: "its graph has an impossible shape")
    guard 1...Self.mostLevels ~= levels, GraphFormat.neighbours ~= m else { throw impossible }
    var counts: [Int] = []
    for _ in 0..<levels { counts.append(Int(try reader.number(UInt32.self))) }
    guard counts[0] <= GraphFormat.mostNodes, counts[levels - 1] > 0, zip(counts, counts.dropFirst()).allSatisfy(>=)
    else {
      throw impossible
    }
    self.init(m: m, nodes: counts)
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.append(UInt32(m))
    writer.append(UInt32(nodes.count))
    for count in nodes { writer.append(UInt32(count)) }
    return writer.bytes
  }

  /// Links that a node has room for on a level.
  func width(_ level: Int) -> Int { Self.width(level, m) }

  /// The highest level that a node is on.
  func level(of node: Int) -> Int { (nodes.lastIndex { node < $0 }) ?? 0 }

  private static func width(_ level: Int, _ m: Int) -> Int { level == 0 ? 2 * m : m }
}
