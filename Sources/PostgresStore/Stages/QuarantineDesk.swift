import Corpus
import Indexing

/// Sets items of one stage aside.
struct QuarantineDesk: Sendable {
  let stage: Stage
  let layer: Int
  let pipeline: Int
  /// The pipeline's name.
  let name: String

  func key(_ source: String, _ uri: String) -> DocumentID { DocumentID(pipeline: name, source: source, uri: uri) }

  /// Sets an item aside; one that is there already counts another attempt.
  func put(
    source: String, uri: String, input: Digest? = nil, object: Int64? = nil, document: Int64? = nil,
    _ failure: Failure, _ db: Database
  ) throws {
    try db.execute(
      """
      INSERT INTO quarantine (pipeline, stage, layer, key, input, source, uri, object, document, code, failure)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      ON CONFLICT (layer, stage, key, input) DO UPDATE
        SET attempts = quarantine.attempts + 1, code = excluded.code, failure = excluded.failure, last_at = now()
      """,
      [
        pipeline, stage.rawValue, layer, key(source, uri), input?.bytes ?? [], source.storable, uri.storable, object,
        document, failure.code.storable, try JSONColumn.text(failure),
      ])
  }
}
