import CKernels

/// Goes through a graph from neighbour to neighbour towards a query, keeping the nearest nodes in a sorted list.
///
/// Always the best node of the list that was not yet asked is asked for its neighbours; once all were, nothing nearer is
/// within reach. Equal scores are ordered by node, so one graph always gives one answer. For one thread at a time.
final class GraphWalk {
  /// Nodes listed on the levels above: from one alone, a walk may get stuck in the wrong one of several crowds.
  static let breadthAbove = 16

  private let graph: NeighbourGraph
  private let score = quern_code_scores_here()
  private let query: UnsafeMutablePointer<Int8>
  private var excess: Int32 = 0
  private let visited: UnsafeMutablePointer<UInt64>
  private let fresh: UnsafeMutablePointer<UInt32>
  private let scores: UnsafeMutablePointer<Float>
  private let list: UnsafeMutablePointer<UInt64>
  private let capacity: Int
  /// Nodes in the list.
  private(set) var count = 0

  /// - Parameter breadth: the most that a search will keep.
  init(_ graph: NeighbourGraph, breadth: Int) {
    let width = graph.levels.map(\.width).max() ?? 0
    self.graph = graph
    capacity = breadth
    query = .allocate(capacity: graph.codes.stride)
    visited = .allocate(capacity: Self.words(graph.levels[0].nodes))
    fresh = .allocate(capacity: max(width, 1))
    scores = .allocate(capacity: max(width, 1))
    list = .allocate(capacity: breadth)
  }

  deinit {
    query.deallocate()
    visited.deallocate()
    fresh.deallocate()
    scores.deallocate()
    list.deallocate()
  }

  /// Sets the query: a code of as many bytes as the graph's own.
  func aim(at code: UnsafePointer<UInt8>) { excess = quern_query_of(code, graph.codes.stride, query) }

  /// Lists the nodes nearest to the query, going down all levels.
  func search(breadth: Int) throws(Damage) {
    start()
    for level in graph.levels.indices.dropFirst().reversed() { try spread(level: level, breadth: Self.breadthAbove) }
    try spread(level: 0, breadth: breadth)
  }

  /// Lists node 0, which is on every level, alone.
  func start() {
    count = 0
    fresh[0] = 0
    _ = offer(1, 1)
  }

  /// Goes on from the nodes in the list, on a level where all of them are, until it has the `breadth` nearest.
  ///
  /// - Parameter nodes: how many, from 0, are in the graph by now; nil for all.
  func spread(level: Int, breadth: Int, nodes: Int? = nil) throws(Damage) {
    let level = graph.levels[level]
    let nodes = UInt32(min(nodes ?? level.nodes, level.nodes))
    let breadth = min(breadth, capacity)
    visited.update(repeating: 0, count: Self.words(Int(nodes)))
    count = min(count, breadth)
    for place in 0..<count {
      list[place] &= ~1
      visited[Int(node(place) >> 6)] |= 1 << UInt64(node(place) & 63)
    }
    var next = 0
    while let place = unasked(from: next) {
      // The lowest bit of an entry says that its node was asked.
      list[place] |= 1
      let found = quern_unvisited(level.links(of: node(place)), level.width, nodes, visited, fresh)
      guard found != Int(bitPattern: QUERN_BAD_LINK) else {
        throw Damage(what: "its graph leads to nodes that do not exist")
      }
      if let likely = unasked(from: place + 1) { quern_fetch_links(level.links(of: node(likely)), level.width) }
      next = min(place + 1, offer(found, breadth))
    }
  }

  /// The first place from one on whose node was not asked.
  private func unasked(from place: Int) -> Int? {
    var place = place
    while place < count {
      if list[place] & 1 == 0 { return place }
      place += 1
    }
    return nil
  }

  /// The node in a place of the list, best first.
  func node(_ place: Int) -> UInt32 { UInt32(truncatingIfNeeded: list[place]) >> 1 }

  /// Its inner product with the query, but for the query's own scale.
  func score(_ place: Int) -> Float {
    let ordered = UInt32(truncatingIfNeeded: list[place] >> 32)
    return Float(bitPattern: ordered >> 31 == 1 ? ordered ^ 1 << 31 : ~ordered)
  }

  /// Scores the fresh nodes and lists the nearest; returns the first place that changed.
  private func offer(_ found: Int, _ breadth: Int) -> Int {
    withUnsafePointer(to: graph.codes) { score($0, query, excess, fresh, found, scores) }
    return quern_insert_nearest(list, &count, breadth, fresh, scores, found)
  }

  private static func words(_ nodes: Int) -> Int { (nodes + 63) / 64 }
}
