import Corpus
import Indexing

/// The table that SQL searches: a row for each chunk of a generation's revision.
struct PassageTable {
  let generation: Generation

  var name: String { Self.name(of: generation.id) }

  static func name(of generation: Int) -> String { "passage_\(generation)" }

  /// - Parameter settings: say which indexes there are to be; the others go.
  func prepare(_ settings: DatabaseIndexSettings, _ db: Database) throws {
    try requireExtension(db)
    let type = settings.isHalf ? "halfvec" : "vector"
    let known: String? = try db.value(
      """
      SELECT t.typname::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
      WHERE a.attrelid = to_regclass($1) AND a.attname = 'embedding'
      """, [name])
    if let known, known != type { try db.script("DROP TABLE \(name) CASCADE") }
    let language = try configuration(settings.language, db)
    try db.script(
      """
      CREATE TABLE IF NOT EXISTS \(name) (
        document bytea NOT NULL,
        version bigint NOT NULL,
        ordinal int NOT NULL,
        source text NOT NULL,
        uri text NOT NULL,
        title text,
        text text NOT NULL,
        location json NOT NULL,
        metadata jsonb NOT NULL,
        embedding \(type)(\(generation.dimension)) NOT NULL,
        words tsvector NOT NULL GENERATED ALWAYS AS
          (setweight(to_tsvector('\(language)', coalesce(title, '')), 'A') || to_tsvector('\(language)', text)) STORED,
        PRIMARY KEY (document, ordinal)
      )
      """)
  }

  /// Makes the indexes that are missing; after a bulk load, since filling them row by row takes many times as long.
  func index(_ settings: DatabaseIndexSettings, _ db: Database) throws {
    let wanted = indexes(settings)
    let known = try db.rows(
      """
      SELECT c.relname::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = to_regclass($1) AND NOT i.indisprimary
      """, [name]
    ).map { try $0["name"] as String }
    for index in known where wanted[index] == nil { try db.script("DROP INDEX \(index.sqlName)") }
    try db.script("SET LOCAL maintenance_work_mem = '512MB'")
    for (index, method) in wanted.sorted(by: { $0.key < $1.key }) where !known.contains(index) {
      try db.script("CREATE INDEX \(index.sqlName) ON \(name) USING \(method)")
    }
  }

  /// Index name → method, columns and options.
  private func indexes(_ settings: DatabaseIndexSettings) -> [String: String] {
    let operators = settings.isHalf ? "halfvec_cosine_ops" : "vector_cosine_ops"
    var indexes = ["\(name)_words": "gin (words)", "\(name)_metadata": "gin (metadata jsonb_path_ops)"]
    switch settings.vector {
    case .none: break
    case .hnsw(let m, let efConstruction):
      indexes["\(name)_hnsw_\(m)_\(efConstruction)"] =
        "hnsw (embedding \(operators)) WITH (m = \(m), ef_construction = \(efConstruction))"
    case .ivfflat(let lists):
      indexes["\(name)_ivfflat_\(lists)"] = "ivfflat (embedding \(operators)) WITH (lists = \(lists))"
    }
    return indexes
  }

  /// Iterative scans, which filters need, came with pgvector 0.8.
  private func requireExtension(_ db: Database) throws {
    let known: String? = try db.value("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
    if known == nil {
      let offered: String? = try db.value(
        "SELECT default_version FROM pg_available_extensions WHERE name = 'vector'")
      guard offered != nil else { throw Self.missing("is not installed on the database server") }
      try db.script("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
    }
    let version: String = try db.value("SELECT extversion FROM pg_extension WHERE extname = 'vector'") ?? ""
    let parts = version.split(separator: ".").compactMap { Int($0) }
    guard parts.count >= 2, (parts[0], parts[1]) >= (0, 8) else { throw Self.missing("is of version \(version)") }
    try Self.findExtension(db)
  }

  /// Has the transaction find pgvector's types and operators: a session from before it was installed does not.
  static func findExtension(_ db: Database) throws {
    _ = try db.rows(
      """
      SELECT set_config('search_path', quote_ident(current_schema()) || ', ' || quote_ident(n.nspname), true)
      FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector'
      """)
  }

  private static func missing(_ problem: String) -> Failure {
    Failure(
      "store.pgvector", "pgvector", problem,
      remedy: "install pgvector 0.8 or later there, or leave index.database out", verdict: .stop(.configuration))
  }

  /// The text search configuration for a Snowball language.
  func configuration(_ language: String, _ db: Database) throws -> String {
    let known: String? = try db.value(
      "SELECT cfgname::text FROM pg_ts_config WHERE cfgname = $1 AND pg_ts_config_is_visible(oid)", [language])
    return known ?? "simple"
  }
}
