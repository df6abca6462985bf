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
    guard !vectors.isEmpty else { return [] }
    let rows = try db.rows(
      """
      INSERT INTO embedding (layer, digest, vector) SELECT $1, * FROM unnest($2::bytea[], $3::bytea[])
      ON CONFLICT (digest, layer) DO NOTHING RETURNING digest
      """, [layer, vectors.map(\.claim.digest), vectors.map { PackedColumn.floats($0.vector) }])
    return Set(try rows.map { try $0[0] as Digest })
  }

  /// The tokens that were embedded with effect; none of them when it is written again.
  func tokens(_ written: Set<Digest>, _ settled: Set<Int64>) -> Int {
    let embedded = vectors.map(\.claim).filter { written.contains($0.digest) }
    let lost = refused.map(\.claim).filter { settled.contains($0.digest.leaseItem) }
    return (embedded + lost).reduce(0) { $0 + $1.passage.tokens.count }
  }
}
