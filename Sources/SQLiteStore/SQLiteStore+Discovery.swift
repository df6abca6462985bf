package import Corpus
import GRDB
package import Indexing

extension SQLiteStore {
  package func beginListing(of source: String) async throws {
    try await write { db in
      try db.execute(
        sql: """
          CREATE TEMP TABLE IF NOT EXISTS noted (id INTEGER PRIMARY KEY);
          DELETE FROM noted;
          """)
    }
  }

  package func note(_ objects: [SourceObject], of source: String) async throws -> ListingDifference {
    try await write { db in
      var difference = ListingDifference()
      let find = try db.cachedStatement(sql: "SELECT id, stamp, gone FROM object WHERE source = ? AND uri = ?")
      let mark = try db.cachedStatement(sql: "INSERT OR IGNORE INTO noted VALUES (?)")
      for object in objects {
        let id: Int64
        if let row = try Row.fetchOne(find, arguments: [source, object.uri]) {
          id = row["id"]
          if row["gone"] { try db.execute(sql: "UPDATE object SET gone = 0 WHERE id = ?", arguments: [id]) }
          if row["stamp"] == object.stamp {
            difference.unchanged += 1
          } else {
            difference.touched += 1
            try db.execute(
              sql: "UPDATE object SET size = ?, modified = ?, changed = ?, inode = ?, stamp = ? WHERE id = ?",
              arguments: Self.columns(of: object) + [id])
            // It is another file now: whatever was wrong with it is no longer held against it.
            try db.execute(
              sql: "UPDATE quarantine SET attempts = 0 WHERE object = ? AND stage = 'extract'", arguments: [id])
          }
        } else {
          difference.new += 1
          try db.execute(
            sql: "INSERT INTO object (size, modified, changed, inode, stamp, source, uri) VALUES (?, ?, ?, ?, ?, ?, ?)",
            arguments: Self.columns(of: object) + [source, object.uri])
          id = db.lastInsertedRowID
        }
        try mark.execute(arguments: [id])
      }
      return difference
    }
  }

  private static func columns(of object: SourceObject) -> StatementArguments {
    [
      object.size, object.modifiedNanoseconds, object.changedNanoseconds, Int64(bitPattern: object.inode), object.stamp,
    ]
  }

  package func noteUnreadable(
    _ refusals: [Refusal], of source: String, for fingerprint: Fingerprint
  ) async throws {
    try await write { db in
      let uris = Set(refusals.map(\.uri))
      for uri in try String.fetchAll(
        db, sql: "SELECT uri FROM quarantine WHERE stage = 'discover' AND source = ?", arguments: [source])
      where !uris.contains(uri) {
        try db.execute(
          sql: "DELETE FROM quarantine WHERE stage = 'discover' AND source = ? AND uri = ?", arguments: [source, uri])
      }
      for refusal in refusals {
        try Self.quarantine(
          db, .discover, fingerprint, source: source, uri: refusal.uri, input: nil, failure: refusal.failure)
        let isBelow = refusal.uri.hasSuffix("/") ? "substr(uri, 1, length(?2)) = ?2" : "uri = ?2"
        try db.execute(
          sql: "INSERT OR IGNORE INTO noted SELECT id FROM object WHERE source = ?1 AND \(isBelow)",
          arguments: [source, refusal.uri])
        try db.execute(
          sql: "UPDATE object SET gone = 1 WHERE source = ?1 AND \(isBelow)", arguments: [source, refusal.uri])
      }
    }
  }

  package func missing(of source: String) async throws -> (known: Int, missing: Int) {
    // The temporary table belongs to the writing connection.
    try await write { db in
      let known = try Int.fetchOne(db, sql: "SELECT count(*) FROM object WHERE source = ?", arguments: [source]) ?? 0
      let noted =
        try Int.fetchOne(
          db, sql: "SELECT count(*) FROM object JOIN noted USING (id) WHERE source = ?", arguments: [source]) ?? 0
      return (known, known - noted)
    }
  }

  package func keepMissing(of source: String) async throws -> Int {
    try await write { db in
      try db.execute(
        sql: "UPDATE object SET gone = 1 WHERE source = ? AND NOT gone AND id NOT IN (SELECT id FROM noted)",
        arguments: [source])
      return db.changesCount
    }
  }

  package func removeMissing(of source: String) async throws -> Int {
    try await write { db in
      try db.execute(
        sql: "DELETE FROM object WHERE source = ? AND id NOT IN (SELECT id FROM noted)", arguments: [source])
      return db.changesCount
    }
  }

  package func removeSources(except names: [String]) async throws -> Int {
    try await write { db in
      let known = try String.fetchAll(db, sql: "SELECT DISTINCT source FROM object")
      var removed = 0
      for source in known where !names.contains(source) {
        try db.execute(sql: "DELETE FROM object WHERE source = ?", arguments: [source])
        removed += db.changesCount
      }
      return removed
    }
  }

  package func standing(of object: SourceObject, in source: String) async throws -> ObjectStanding {
    try await read { db in
      let statement = try db.cachedStatement(sql: "SELECT stamp FROM object WHERE source = ? AND uri = ?")
      guard let stamp = try String.fetchOne(statement, arguments: [source, object.uri]) else { return .new }
      return stamp == object.stamp ? .unchanged : .touched
    }
  }

  package func known(of source: String) async throws -> Int {
    try await read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM object WHERE source = ?", arguments: [source]) ?? 0
    }
  }
}
