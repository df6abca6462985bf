import Corpus
import Indexing

/// What a model made of some chunks, on its way to the table.
struct EmbeddingSaving {
  private let layer: Int
  private var vectors: [(claim: ClaimedChunk, vector: [Float])] = []
  private(set) var refused: [(claim: ClaimedChunk, failure: Failure)] = []

  init(_ embedded: [EmbeddedChunk], in layer: Int) {
    self.layer = layer
    for item in embedded {
      switch item.vector {
      case .success(let vector): vectors.append((item.claim, vector))
      case .failure(let failure): refused.append((item.claim, failure))
      }
    }
  }

  /// Writes the vectors of texts that have none.
  /// - Returns: the texts whose vectors they are; a second try finds them all there.
  func write(_ db: Database) throws -> Set<Digest> {
    let known: [Digest] = try db.rows(
      "SELECT digest FROM embedding WHERE layer = $1 AND digest = ANY ($2)", [layer, vectors.map(\.claim.digest)]
    ).map { try $0[0] }
    var written: Set<Digest> = []
    var seen = Set(known)
    do {
      try db.copy(into: "embedding", ["layer", "digest", "vector"]) { writer in
        for (claim, vector) in vectors where seen.insert(claim.digest).inserted {
          try writer.append(layer, claim.digest, PackedColumn.floats(vector))
          written.insert(claim.digest)
        }
      }
    } catch let error as ServerError where error.state == .uniqueViolation {
      // A lease was forgotten in a crash, and two workers save one text at this very moment: the next try knows it.
      throw ServerError(state: .serializationFailure, message: error.message)
    }
    return written
  }

  /// The tokens that were embedded with effect; none of them when it is written again.
  func tokens(_ written: Set<Digest>, _ settled: Set<Int64>) -> Int {
    let embedded = vectors.map(\.claim).filter { written.contains($0.digest) }
    let lost = refused.map(\.claim).filter { settled.contains($0.digest.leaseItem) }
    return (embedded + lost).reduce(0) { $0 + $1.passage.tokens.count }
  }
}
