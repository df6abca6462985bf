import Dispatch
import Synchronization

/// Builds a graph on several threads, the same one on however many.
///
/// Nodes enter in batches. All of a batch look for their neighbours in the graph as it was before the batch, which nobody
/// changes meanwhile; then each neighbour takes its new links, all at once. So no lock is needed, and nothing depends
/// on who came first (after the prefix doubling of ParlayANN: Manohar et al., 2024).
struct GraphBuilder {
  /// Nodes of a batch at most, and the part of the graph that a batch may be.
  private static let mostTogether = 1024
  private static let share = 16
  /// Nodes that a thread takes at a time.
  private static let piece = 8

  private let memory: GraphMemory
  private let linkers: [GraphLinker]

  /// - Parameter breadth: candidates that a node chooses its neighbours from.
  init(_ memory: GraphMemory, breadth: Int, threads: Int) {
    self.memory = memory
    linkers = (0..<max(threads, 1)).map { _ in GraphLinker(memory, breadth: breadth) }
  }

  func build() throws(Damage) {
    let counts = memory.shape.nodes
    var start = 1
    while start < counts[0] {
      let end = min(start + max(1, min(start / Self.share, Self.mostTogether)), counts[0])
      try share(end - start) { [start] linker, index throws(Damage) in
        try linker.link(UInt32(start + index), toFirst: start)
      }
      for (level, count) in counts.enumerated() where count > start { try linkBack(start..<min(end, count), level) }
      start = end
    }
  }

  /// Lets the neighbours of new nodes link to them too.
  private func linkBack(_ nodes: Range<Int>, _ level: Int) throws(Damage) {
    // A neighbour in the upper half of each, so that those of one stand together.
    var pairs: [UInt64] = []
    for node in nodes {
      for neighbour in memory.links(of: UInt32(node), level: level).prefix(while: { $0 != GraphFormat.none }) {
        pairs.append(UInt64(neighbour) << 32 | UInt64(node))
      }
    }
    pairs.sort()
    let starts = pairs.indices.filter { $0 == 0 || pairs[$0] >> 32 != pairs[$0 - 1] >> 32 } + [pairs.count]
    try share(starts.count - 1) { [pairs] linker, index throws(Damage) in
      let new = pairs[starts[index]..<starts[index + 1]].map { UInt32(truncatingIfNeeded: $0) }
      linker.add(new, to: UInt32(pairs[starts[index]] >> 32), level: level)
    }
  }

  /// Does something for each index below `count` on all threads, in no certain order.
  private func share(
    _ count: Int, _ body: @Sendable (GraphLinker, Int) throws(Damage) -> Void
  ) throws(Damage) {
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(linkers.count, (count + Self.piece - 1) / Self.piece)) { number in
      let linker = linkers[number]
      do throws(Damage) {
        while case let start = next.add(Self.piece, ordering: .relaxed).oldValue, start < count {
          for index in start..<min(start + Self.piece, count) { try body(linker, index) }
        }
      } catch {
        linker.failure = error
      }
    }
    for linker in linkers { if let failure = linker.failure { throw failure } }
  }
}
