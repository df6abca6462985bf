import Corpus

/// Chunks without a vector, as many as there is room for, each text once.
struct ChunkBatch {
  /// Tokens that are still to be had.
  private var room: Int
  private(set) var items: [Int64] = []
  private(set) var tokens: [Int] = []
  private var chunks: [Int64: Int64] = [:]
  /// The last row that was looked at and fits, or was a repetition.
  private(set) var last: Int64?

  /// Tokens that a row is expected to have.
  private let expected: Int

  /// How many rows to look at, and lock, at once.
  private var page: Int { min(1024, max(16, room / expected)) }

  /// - Parameter expected: tokens that a row will have, more or less.
  init(room: Int, expected: Int) {
    self.room = room
    self.expected = max(1, expected)
  }

  /// Whether a chunk `c` has neither a vector nor a refusal in the layer `$2`.
  static let isBare = """
    NOT EXISTS (SELECT 1 FROM embedding e WHERE e.layer = $2 AND e.digest = c.digest OFFSET 0)
      AND NOT EXISTS (SELECT 1 FROM quarantine q
        WHERE q.layer = $2 AND q.input = c.digest AND q.stage = 'embed' OFFSET 0)
    """

  /// Looks at the narrow columns only.
  mutating func look(_ claim: Claim, _ layers: Layers, _ db: Database) throws {
    var after = claim.after
    while room > 0 {
      let page = page
      let rows = try db.rows(
        """
        SELECT c.id, c.item, c.token_count FROM chunk c
        WHERE c.layer = $1 AND c.id > $3 AND \(Self.isBare) AND \(Claim.isFree("c.item", of: "$2"))
        ORDER BY c.id LIMIT $4 FOR UPDATE OF c SKIP LOCKED
        """, [layers.chunk, layers.embed, after, page])
      for row in rows {
        let item: Int64 = try row["item"]
        let count: Int = try row["token_count"]
        after = try row["id"]
        if chunks[item] == nil {
          guard count <= room else { return }
          chunks[item] = after
          items.append(item)
          tokens.append(count)
          room -= count
        }
        last = after
      }
      if rows.count < page { return }
    }
  }

  /// The rows of those items that were taken.
  func chunks(_ taken: Set<Int64>) -> [Int64] { taken.compactMap { chunks[$0] } }
}

extension Digest {
  /// What stands for a text in a lease.
  var leaseItem: Int64 { Int64(bitPattern: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }) }
}
