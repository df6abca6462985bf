import Corpus

/// What a listing of a source has shown so far: rows of the table `noted`, for whichever connection asks next.
struct Listing {
  let id: Int

  /// The source's listing under way.
  init(of source: String, _ pipeline: Int, _ db: Database) throws {
    try db.execute(
      "INSERT INTO listing (pipeline, source) VALUES ($1, $2) ON CONFLICT DO NOTHING", [pipeline, source.storable])
    id = try db.rows(
      "SELECT id FROM listing WHERE pipeline = $1 AND source = $2", [pipeline, source.storable])[0]["id"]
  }

  /// Whether the listing has not shown an object `o`; `$1` is the pipeline.
  static let isMissing = """
    NOT EXISTS (SELECT 1 FROM noted n WHERE n.object = o.id
      AND n.listing = (SELECT id FROM listing y WHERE y.pipeline = $1 AND y.source = o.source))
    """

  func note(_ keys: [DocumentID], _ db: Database) throws {
    try db.execute(
      "INSERT INTO noted SELECT $1, id FROM object WHERE key = ANY ($2) ON CONFLICT DO NOTHING", [id, keys])
  }
}
