import Indexing

/// Rows up to which a census found nothing to do: whatever waits later has a higher number.
struct Floor {
  private(set) var document: Int64 = 0
  private(set) var chunk: Int64 = 0

  /// - Parameter census: of the same snapshot.
  init(under census: Census, _ layers: Layers, for worker: Worker, _ db: Database) throws {
    // Another worker may have drawn a number long before the row that bears it can be seen.
    guard try db.row("SELECT 1 FROM worker WHERE run = $1 AND id <> $2", [worker.run, worker.id]) == nil else { return }
    if census.chunk.pending == 0 {
      document = try db.value("SELECT coalesce(max(id), 0) FROM document WHERE layer = $1", [layers.extract]) ?? 0
    }
    // A refusal goes with the document it names, and leaves the others that have the same text waiting.
    if census.embed.pending == 0, census.embed.quarantined == 0 {
      chunk = try db.value("SELECT coalesce(max(id), 0) FROM chunk WHERE layer = $1", [layers.chunk]) ?? 0
    }
  }
}
