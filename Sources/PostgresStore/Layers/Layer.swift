import Corpus
import Indexing

/// What one stage makes with one fingerprint; see ``Migration/first``.
struct Layer: Hashable {
  let stage: Stage
  let fingerprint: Fingerprint

  init(_ stage: Stage, _ fingerprint: Fingerprint) {
    self.stage = stage
    self.fingerprint = fingerprint
  }

  /// The tables that have a partition for each layer of a stage.
  static func tables(of stage: Stage) -> [String] {
    switch stage {
    case .extract: ["extraction", "document"]
    case .chunk: ["chunking", "chunk"]
    case .embed: ["embedding"]
    case .discover, .index: []
    }
  }

  func number(in pipeline: Int, _ db: Database) throws -> Int? {
    try db.value(
      "SELECT id FROM layer WHERE pipeline = $1 AND stage = $2 AND fingerprint = $3",
      [pipeline, stage.rawValue, fingerprint])
  }

  /// Sees to it that the layer has its partitions; of two who do so at once, one waits.
  /// - Returns: its number, which never changes.
  func open(in pipeline: Int, _ db: Database) throws -> Int {
    while true {
      if let row = try db.row(
        "SELECT id, is_open FROM layer WHERE pipeline = $1 AND stage = $2 AND fingerprint = $3 FOR NO KEY UPDATE",
        [pipeline, stage.rawValue, fingerprint])
      {
        let number: Int = try row["id"]
        if try row["is_open"] { return number }
        try db.execute("SELECT add_partitions($1, $2)", [Self.tables(of: stage), number])
        try db.execute("UPDATE layer SET is_open = true WHERE id = $1", [number])
        return number
      }
      try db.execute(
        "INSERT INTO layer (pipeline, stage, fingerprint) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [pipeline, stage.rawValue, fingerprint])
    }
  }

  /// Drops the partitions of one layer that no generation uses; each in a transaction of its own, so that nobody waits
  /// for a table longer than dropping it takes.
  /// - Returns: false if there is none.
  static func closeOne(in pipeline: Int, _ db: Database) throws -> Bool {
    let isUnused = "NOT EXISTS (SELECT 1 FROM generation g WHERE l.id IN (g.extract, g.chunk, g.embed))"
    let row = try db.row(
      "SELECT id, stage FROM layer l WHERE pipeline = $1 AND is_open AND \(isUnused) ORDER BY id LIMIT 1 FOR UPDATE",
      [pipeline])
    guard let row else { return false }
    let number: Int = try row["id"]
    // Whoever held the row meanwhile may have made a generation of it.
    guard try db.row("SELECT 1 FROM layer l WHERE id = $1 AND is_open AND \(isUnused)", [number]) != nil else {
      return true
    }
    try db.script("SET LOCAL lock_timeout = '5s'")
    let stage = Stage(rawValue: try row["stage"]) ?? .index
    try db.execute("SELECT drop_partitions($1, $2)", [tables(of: stage), number])
    try db.execute("UPDATE layer SET is_open = false WHERE id = $1", [number])
    return true
  }
}
