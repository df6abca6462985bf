import Corpus
package import Indexing

extension PostgresStore {
  package func othersAtWork(on stage: Stage, for fingerprints: GenerationFingerprints) async throws -> Bool {
    let worker = hand.worker?.id ?? 0
    return try await read { db, pipeline in
      let layers = try Layers(of: fingerprints, pipeline: pipeline, db)
      let layer =
        switch stage {
        case .extract: layers.extract
        case .chunk: layers.chunk
        case .embed: layers.embed
        case .discover, .index: 0
        }
      return try Claim.isHeld(layer, besides: worker, db)
    }
  }

  package func workers() async throws -> [WorkerReport] {
    try await read { db, pipeline in
      var holding: [Int: [Stage: Int]] = [:]
      var oldest: [Int: Double] = [:]
      let leases = try db.rows(
        """
        SELECT l.worker, y.stage, count(*) AS items, min(l.claimed_at) AS oldest
        FROM lease l JOIN layer y ON y.id = l.layer WHERE y.pipeline = $1 GROUP BY l.worker, y.stage
        """, [pipeline])
      for row in leases {
        let worker: Int = try row["worker"]
        if let stage = Stage(rawValue: try row["stage"]) { holding[worker, default: [:]][stage] = try row["items"] }
        oldest[worker] = min(oldest[worker] ?? .infinity, try row.time("oldest"))
      }
      return try db.rows("SELECT * FROM worker WHERE pipeline = $1 ORDER BY id", [pipeline]).map { row in
        let id: Int = try row["id"]
        return WorkerReport(
          id: id, run: try row["run"], host: try row.text("host"), process: try row["process"],
          stages: (try row["stages"] as [String]).compactMap { Stage(rawValue: $0) },
          joinedAt: try row.time("joined_at"), heartbeatAt: try row.time("beat_at"),
          expiresAt: try row.time("expires_at"), holding: holding[id] ?? [:], oldestClaimAt: oldest[id])
      }
    }
  }
}
