/// How the graph of a segment lies in its file: hierarchical navigable small worlds after Malkov and Yashunin,
/// "Efficient and robust approximate nearest neighbor search using HNSW graphs" (2018).
///
/// A node is a vector coded in 8 bits a component; chunks whose codes are equal share one, so that duplicates cannot
/// crowd out each other's neighbours. Level 0 has all nodes, level l the first of them, as many as ``GraphShape`` says.
/// A node's links on a level are a row of node numbers, closed by ``none`` if it is not full.
package enum GraphFormat {
  /// Below this, comparing all vectors is as fast and always right.
  package static let fewestChunks = 4096

  /// What `m` may be, and how many candidates a node may choose its neighbours from.
  static let neighbours = 2...128
  static let candidates = 1...65535

  /// Stands behind a node's last link.
  static let none = UInt32.max

  /// Nodes that a walk can tell apart.
  static let mostNodes = Int(Int32.max)

  /// Bytes from code to code: the dimension, rounded up to whole cache lines.
  static func stride(_ dimension: Int) -> Int { (dimension + 63) & ~63 }
}
