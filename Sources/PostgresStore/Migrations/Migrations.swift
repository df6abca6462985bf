import Corpus

/// The schema's history, and how a database catches up with it.
///
/// Expand, then contract: workers of two versions run side by side while a cluster is rolled over. A migration only adds
/// what the version before can ignore; what that version still uses is dropped by a later release's migration, when
/// nobody runs it any more.
package struct Migrations: Sendable {
  /// Every migration, in order. What was released is never changed again.
  package static let all = Migrations([.first, .evaluations])

  let list: [Migration]

  /// - Parameter list: numbered from 1 without gaps.
  package init(_ list: [Migration]) {
    precondition(list.map(\.number) == Array(1..<(list.count + 1)), "migrations are numbered from 1 without gaps")
    self.list = list
  }

  /// The version that this program knows.
  package var newest: Int { list.count }

  /// Brings a database up to date. One process migrates, others wait for it; a killed one loses only the migration that
  /// it was in.
  /// - Returns: what was applied now.
  /// - Throws: ``Failure`` `store.newer`, and those of ``PostgresPool/session(_:)``.
  @discardableResult
  package func apply(to pool: PostgresPool) async throws -> [Migration] {
    let schema = pool.settings.schema
    return try await pool.session { db in
      try lock(schema, db)
      try prepare(schema, db)
      let version = try version(db)
      try check(notNewer: version, at: pool.address)
      let missing = list.dropFirst(version)
      for migration in missing {
        try db.transaction(.write) { db in
          try becomeOwner(of: schema, db)
          try db.script(migration.sql)
          try db.execute(
            "INSERT INTO schema_version (number, name) VALUES ($1, $2)", [migration.number, migration.name])
        }
      }
      return Array(missing)
    }
  }

  /// Refuses a database that is older or newer than this program.
  /// - Throws: ``Failure`` `store.notMigrated`, `store.newer`; ``ServerError``.
  package func check(_ db: Database, at address: String) throws {
    let version = try version(db)
    try check(notNewer: version, at: address)
    guard version == newest else {
      throw Failure(
        "store.notMigrated", address, "the schema is at version \(version), and this program needs \(newest)",
        remedy: "run quern migrate FILE", verdict: .stop(.configuration))
    }
  }

  private func check(notNewer version: Int, at address: String) throws(Failure) {
    guard version <= newest else {
      throw Failure(
        "store.newer", address, "the schema is at version \(version), and this program knows \(newest)",
        remedy: "use a newer quern", verdict: .stop(.configuration))
    }
  }

  private func version(_ db: Database) throws -> Int {
    try db.value("SELECT max(number) FROM schema_version") ?? 0
  }

  /// Makes the schema and the table of versions. Whoever may not create schemas can still use one that is there.
  private func prepare(_ schema: String, _ db: Database) throws {
    let exists: Bool? = try db.value(
      "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1)", [schema])
    if exists != true { try db.script("CREATE SCHEMA IF NOT EXISTS \(schema.sqlName)") }
    try db.transaction(.write) { db in
      try becomeOwner(of: schema, db)
      try db.script(
        """
        CREATE TABLE IF NOT EXISTS \(schema.sqlName).schema_version (
          number int PRIMARY KEY,
          name text NOT NULL,
          applied_at timestamptz NOT NULL DEFAULT now()
        )
        """)
    }
  }

  /// Everything in a schema belongs to its owner, whoever migrates it.
  private func becomeOwner(of schema: String, _ db: Database) throws {
    let owner: String? = try db.value(
      """
      SELECT pg_get_userbyid(nspowner) FROM pg_catalog.pg_namespace
      WHERE nspname = $1 AND nspowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
      """, [schema])
    if let owner { try db.script("SET LOCAL ROLE \(owner.sqlName)") }
  }

  /// Waits until nobody else changes the schema; the session's end lets go.
  func lock(_ schema: String, _ db: Database) throws {
    let key = Digest(of: "quern migrations \(schema)").bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    try db.execute("SELECT pg_advisory_lock($1)", [key])
  }
}
