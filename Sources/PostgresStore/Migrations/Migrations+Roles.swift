import Corpus

extension Migrations {
  /// Gives the schema to a role that writes and lets another one read; makes those that are missing.
  ///
  /// The writer owns the schema and everything in it, so it may migrate, and add and drop partitions. The reader may SELECT
  /// what is there and what will be. New roles may log in but have no password: give them one, or a certificate. Running
  /// it again is harmless.
  ///
  /// - Throws: ``Failure`` `store.roles` when the login may not do that.
  package func prepare(reader: String, writer: String, on pool: PostgresPool) async throws {
    let schema = pool.settings.schema
    for role in [reader, writer] {
      guard (1...63).contains(role.utf8.count), !role.utf8.contains(0), reader != writer else {
        throw Failure(
          "store.roles", "the store's roles", "are no two names of at most 63 bytes", remedy: "name two other roles",
          verdict: .stop(.configuration))
      }
    }
    do {
      try await pool.session { db in
        try lock(schema, db)
        try db.transaction(.write) { db in
          for role in [reader, writer] { try make(role, db) }
          try give(schema, to: writer, db)
          try db.script(
            """
            SET LOCAL ROLE \(writer.sqlName);
            GRANT USAGE ON SCHEMA \(schema.sqlName) TO \(reader.sqlName);
            GRANT SELECT ON ALL TABLES IN SCHEMA \(schema.sqlName) TO \(reader.sqlName);
            ALTER DEFAULT PRIVILEGES IN SCHEMA \(schema.sqlName) GRANT SELECT ON TABLES TO \(reader.sqlName)
            """)
        }
      }
    } catch let failure as Failure where failure.code == "store.readOnly" {
      throw Failure(
        "store.roles", pool.address, "this login may not make roles or give the schema away",
        remedy: "have an administrator of the database run the same command", verdict: failure.verdict)
    }
  }

  private func make(_ role: String, _ db: Database) throws {
    let exists: Bool? = try db.value("SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1)", [role])
    if exists != true { try db.script("CREATE ROLE \(role.sqlName) LOGIN") }
  }

  /// Only a superuser can give things to a role without belonging to it.
  private func give(_ schema: String, to writer: String, _ db: Database) throws {
    let free: Bool? = try db.value(
      "SELECT rolsuper OR rolname = $1 FROM pg_catalog.pg_roles WHERE rolname = current_user", [writer])
    if free != true { try db.script("GRANT \(writer.sqlName) TO CURRENT_USER") }
    try db.script("ALTER SCHEMA \(schema.sqlName) OWNER TO \(writer.sqlName)")
    // Indexes and the sequences of identity columns follow their tables.
    let objects = try db.rows(
      """
      SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
        c.relname
      FROM pg_catalog.pg_class c
      WHERE c.relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1) AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
        AND pg_get_userbyid(c.relowner) <> $2
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i', 'e') AND c.relkind = 'S')
      UNION ALL
      SELECT CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure::text
      FROM pg_catalog.pg_proc p
      WHERE p.pronamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1) AND pg_get_userbyid(p.proowner) <> $2
        AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
      """, [schema, writer])
    for object in objects {
      let (kind, name): (String, String) = (try object[0], try object[1])
      let full = ["FUNCTION", "PROCEDURE"].contains(kind) ? name : "\(schema.sqlName).\(name.sqlName)"
      try db.script("ALTER \(kind) \(full) OWNER TO \(writer.sqlName)")
    }
  }
}
