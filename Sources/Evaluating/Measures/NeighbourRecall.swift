package import Corpus
package import Segments

/// How many of the true nearest neighbours an approximate search finds.
package enum NeighbourRecall {
  /// Rounding tells equal similarities apart.
  private static let tolerance = 1e-5
  /// Neighbours beyond the k-th that are looked at: those as near as it is.
  private static let beyond = 50

  /// The share of the k nearest that was found; 1 if there are none. What is as near as the k-th counts as much: equal texts
  /// lie at one point.
  ///
  /// - Parameter exact: nearest first, some more than k of them.
  package static func share<Item: Hashable>(
    of found: [Item], among exact: [(item: Item, similarity: Double)], k: Int
  ) -> Double {
    let wanted = min(k, exact.count)
    guard wanted > 0 else { return 1 }
    let least = exact[wanted - 1].similarity - tolerance
    let near = Set(exact.prefix { $0.similarity >= least }.map(\.item))
    return Double(min(wanted, near.intersection(found.prefix(k)).count)) / Double(wanted)
  }

  /// The same against what comparing all of a snapshot's vectors finds.
  package static func share(
    of found: [ChunkID], near vector: [Float], in snapshot: Snapshot, k: Int
  ) throws -> Double {
    let exact = try snapshot.neighbours(of: vector, limit: k + beyond)
    return share(of: found, among: exact.map { (item: $0.chunk, similarity: Double($0.score)) }, k: k)
  }
}
