import GRDB

/// The catalogue's tables, as numbered migrations; one that has shipped is never edited.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 catalogue") { try $0.execute(sql: catalogue) }
    migrator.registerMigration("2 recipes") { db in
      try db.execute(sql: "ALTER TABLE generation ADD COLUMN recipe TEXT NOT NULL DEFAULT ''")
    }
    migrator.registerMigration("3 evaluations") { db in
      try db.execute(
        sql: """
          CREATE TABLE evaluation (
            generation INTEGER NOT NULL REFERENCES generation ON DELETE CASCADE,
            eval TEXT NOT NULL,
            strategy TEXT NOT NULL,
            record TEXT NOT NULL,
            PRIMARY KEY (generation, eval, strategy)
          ) WITHOUT ROWID
          """)
    }
    // Nothing that is there changes: its references need not be checked again, which takes long in a large catalogue.
    migrator.registerMigration("4 counts", foreignKeyChecks: .immediate) { try $0.execute(sql: counts) }
    return migrator
  }

  /// What a run counted, to be forgotten with the first row that anybody writes or deletes, by hand too: a run over
  /// sources that did not change need not count again. Forgetting takes a third of a microsecond a row.
  private static var counts: String {
    let counted = [
      "document": "id, fingerprint, key", "chunking": "document, fingerprint, chunks",
      "chunk": "document, fingerprint, digest, token_count", "embedding": "fingerprint, digest",
      "member": "generation, key, document", "quarantine": "stage, fingerprint, input, document",
    ]
    let triggers = counted.sorted { $0.key < $1.key }.flatMap { table, columns in
      ["INSERT", "DELETE", "UPDATE OF \(columns)"].map { event in
        """
        CREATE TRIGGER forget_at_\(event.prefix(6))_of_\(table) AFTER \(event) ON \(table)
        BEGIN DELETE FROM counted; END;
        """
      }
    }
    return """
      CREATE TABLE counted (
        extract BLOB NOT NULL, chunk BLOB NOT NULL, embed BLOB NOT NULL,
        generation INTEGER NOT NULL,
        census TEXT NOT NULL,
        PRIMARY KEY (extract, chunk, embed, generation)
      ) WITHOUT ROWID;
      \(triggers.joined(separator: "\n"))
      """
  }

  /// Every output row carries the fingerprint of the stage that made it, so generations that agree on a stage share
  /// its rows. A replaced document gets a new id: rows are handed out in ascending order, and nothing is overtaken.
  private static let catalogue = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      started_at REAL NOT NULL,
      finished_at REAL,
      record TEXT NOT NULL
    );
    CREATE TABLE generation (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      state TEXT NOT NULL,
      extract BLOB NOT NULL, chunk BLOB NOT NULL, embed BLOB NOT NULL, "index" BLOB NOT NULL,
      dimension INTEGER NOT NULL,
      precision TEXT NOT NULL,
      revision INTEGER NOT NULL DEFAULT 0,
      created_at REAL NOT NULL,
      promoted_at REAL,
      retired_at REAL
    );
    CREATE UNIQUE INDEX one_live_generation ON generation (state) WHERE state = 'live';

    CREATE TABLE object (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      source TEXT NOT NULL,
      uri TEXT NOT NULL,
      size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL, inode INTEGER NOT NULL,
      stamp TEXT NOT NULL,
      read_stamp TEXT,
      digest BLOB,
      unsure INTEGER NOT NULL DEFAULT 0,
      gone INTEGER NOT NULL DEFAULT 0,
      read_run INTEGER,
      UNIQUE (source, uri)
    );
    CREATE TABLE extraction (
      object INTEGER NOT NULL REFERENCES object ON DELETE CASCADE,
      fingerprint BLOB NOT NULL,
      digest BLOB NOT NULL,
      documents INTEGER NOT NULL,
      skipped TEXT,
      PRIMARY KEY (object, fingerprint)
    ) WITHOUT ROWID;
    CREATE TABLE document (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      object INTEGER NOT NULL REFERENCES object ON DELETE CASCADE,
      fingerprint BLOB NOT NULL,
      key BLOB NOT NULL,
      source TEXT NOT NULL,
      uri TEXT NOT NULL,
      digest BLOB NOT NULL,
      title TEXT,
      media_type TEXT NOT NULL,
      text TEXT NOT NULL,
      structure TEXT NOT NULL,
      seen INTEGER NOT NULL,
      UNIQUE (fingerprint, key)
    );
    CREATE INDEX document_of_object ON document (object, fingerprint);
    CREATE INDEX document_of_fingerprint ON document (fingerprint);
    CREATE TABLE chunking (
      document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
      fingerprint BLOB NOT NULL,
      chunks INTEGER NOT NULL,
      PRIMARY KEY (document, fingerprint)
    ) WITHOUT ROWID;
    CREATE TABLE chunk (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
      fingerprint BLOB NOT NULL,
      ordinal INTEGER NOT NULL,
      digest BLOB NOT NULL,
      first_byte INTEGER NOT NULL, end_byte INTEGER NOT NULL,
      location TEXT NOT NULL,
      context TEXT NOT NULL,
      token_count INTEGER NOT NULL,
      tokens BLOB NOT NULL,
      UNIQUE (document, fingerprint, ordinal)
    );
    CREATE TABLE embedding (
      fingerprint BLOB NOT NULL,
      digest BLOB NOT NULL,
      vector BLOB NOT NULL,
      UNIQUE (fingerprint, digest)
    );

    CREATE TABLE quarantine (
      stage TEXT NOT NULL,
      fingerprint BLOB NOT NULL,
      source TEXT NOT NULL,
      uri TEXT NOT NULL,
      input BLOB NOT NULL,
      object INTEGER REFERENCES object ON DELETE CASCADE,
      document INTEGER REFERENCES document ON DELETE CASCADE,
      failure TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 1,
      first_at REAL NOT NULL,
      last_at REAL NOT NULL,
      discarded INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (stage, fingerprint, source, uri, input)
    ) WITHOUT ROWID;
    CREATE INDEX quarantine_of_object ON quarantine (object);
    CREATE INDEX quarantine_of_document ON quarantine (document);
    CREATE INDEX quarantine_of_input ON quarantine (stage, fingerprint, input);

    CREATE TABLE member (
      generation INTEGER NOT NULL REFERENCES generation ON DELETE CASCADE,
      key BLOB NOT NULL,
      document INTEGER NOT NULL,
      segment TEXT NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (generation, key)
    ) WITHOUT ROWID;
    CREATE TABLE revision (
      generation INTEGER NOT NULL REFERENCES generation ON DELETE CASCADE,
      number INTEGER NOT NULL,
      run INTEGER NOT NULL,
      created_at REAL NOT NULL,
      PRIMARY KEY (generation)
    ) WITHOUT ROWID;
    CREATE TABLE revision_segment (
      generation INTEGER NOT NULL REFERENCES generation ON DELETE CASCADE,
      position INTEGER NOT NULL,
      segment TEXT NOT NULL,
      documents INTEGER NOT NULL,
      chunks INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      tombstones BLOB NOT NULL,
      deleted INTEGER NOT NULL,
      PRIMARY KEY (generation, position)
    ) WITHOUT ROWID;
    """
}
