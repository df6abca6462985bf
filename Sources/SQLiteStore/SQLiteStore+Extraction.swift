package import Corpus
import Foundation
import GRDB
package import Indexing

extension SQLiteStore {
  package func claimObjects(
    for fingerprint: Fingerprint, limit: Int, maxAttempts: Int
  ) async throws -> [ClaimedObject] {
    let after = hand.lastObject[fingerprint, default: 0]
    let claims = try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT o.*, e.digest AS extracted FROM object o
          LEFT JOIN extraction e ON e.object = o.id AND e.fingerprint = ?1
          WHERE o.id > ?2 AND NOT o.gone AND (o.unsure OR o.read_stamp IS NOT o.stamp OR e.digest IS NOT o.digest)
            AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.object = o.id AND q.stage = 'extract'
              AND q.fingerprint = ?1 AND q.uri = o.uri AND q.attempts >= ?4)
          ORDER BY o.id LIMIT ?3
          """, arguments: [fingerprint, after, limit, maxAttempts]
      ).map { row in
        ClaimedObject(
          id: row["id"], source: row["source"],
          object: SourceObject(
            uri: row["uri"], size: row["size"], modifiedNanoseconds: row["modified"],
            changedNanoseconds: row["changed"], inode: UInt64(bitPattern: row["inode"])),
          extractedDigest: row["extracted"], fingerprint: fingerprint)
      }
    }
    // Another worker may have claimed while this one read.
    guard hand.lastObject[fingerprint, default: 0] == after else {
      return try await claimObjects(for: fingerprint, limit: limit, maxAttempts: maxAttempts)
    }
    if let last = claims.last { hand.lastObject[fingerprint] = last.id }
    return claims
  }

  package func save(_ documents: [Document], of claim: ClaimedObject) async throws -> Int {
    let run = try currentRun()
    let pipeline = pipeline
    return try await write { db in
      var changed = 0
      let find = try db.cachedStatement(
        sql: "SELECT id, object, digest, seen FROM document WHERE fingerprint = ? AND key = ?")
      let insert = try db.cachedStatement(
        sql: """
          INSERT INTO document
            (object, fingerprint, key, source, uri, digest, title, media_type, text, structure, seen)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      for document in documents {
        let key = DocumentID(pipeline: pipeline, source: claim.source, uri: document.uri)
        let structure = try JSONColumn.text(DocumentStructure(of: document))
        let digest = Self.digest(
          title: document.title, mediaType: document.mediaType, structure: structure, text: document.text)
        if let known = try Row.fetchOne(find, arguments: [claim.fingerprint, key]) {
          if known["seen"] == run || known["object"] != claim.id {
            try Self.quarantine(
              db, .extract, claim.fingerprint, source: claim.source, uri: document.uri, input: digest,
              object: claim.id,
              failure: Failure(
                "document.duplicate", document.uri, "two documents of this source have the same URI",
                remedy: "give each row or member a name of its own"))
            continue
          }
          if known["digest"] == digest {
            try db.execute(sql: "UPDATE document SET seen = ? WHERE id = ?", arguments: [run, known["id"] as Int64])
            continue
          }
          try db.execute(sql: "DELETE FROM document WHERE id = ?", arguments: [known["id"] as Int64])
        }
        changed += 1
        try insert.execute(arguments: [
          claim.id, claim.fingerprint, key, claim.source, document.uri, digest, document.title, document.mediaType,
          document.text, structure, run,
        ])
      }
      return changed
    }
  }

  package func complete(
    _ claim: ClaimedObject, reading: Reading?, outcome: ExtractionOutcome
  ) async throws {
    let run = try currentRun()
    try await write { db in
      if !outcome.keepsOlder {
        try db.execute(
          sql: "DELETE FROM document WHERE object = ? AND fingerprint = ? AND seen <> ?",
          arguments: [claim.id, claim.fingerprint, run])
      }
      // Refusals of this run stay (duplicates are noted while saving), those of an earlier reading are settled.
      let uris = Set(outcome.refusals.map(\.uri))
      let opened = try Double.fetchOne(db, sql: "SELECT started_at FROM run WHERE id = ?", arguments: [run]) ?? 0
      for row in try Row.fetchAll(
        db,
        sql: "SELECT uri, input, last_at FROM quarantine WHERE object = ? AND stage = 'extract' AND fingerprint = ?",
        arguments: [claim.id, claim.fingerprint])
      where !uris.contains(row["uri"]) && row["last_at"] < opened {
        try db.execute(
          sql:
            "DELETE FROM quarantine WHERE stage = 'extract' AND fingerprint = ? AND source = ? AND uri = ? AND input = ?",
          arguments: [claim.fingerprint, claim.source, row["uri"] as String, row["input"] as Data])
      }
      for refusal in outcome.refusals {
        try Self.quarantine(
          db, .extract, claim.fingerprint, source: claim.source, uri: refusal.uri, input: nil, object: claim.id,
          failure: refusal.failure)
      }
      guard let reading else { return }
      try Self.note(db, reading, of: claim, run: run)
      try db.execute(
        sql: """
          INSERT INTO extraction (object, fingerprint, digest, documents, skipped)
          VALUES (?1, ?2, ?3, (SELECT count(*) FROM document WHERE object = ?1 AND fingerprint = ?2), ?4)
          ON CONFLICT DO UPDATE SET digest = excluded.digest, documents = excluded.documents, skipped = excluded.skipped
          """, arguments: [claim.id, claim.fingerprint, reading.digest, outcome.skipped])
    }
    let isRefused = outcome.refusals.contains { $0.uri == claim.object.uri }
    if !isRefused, outcome.skipped == nil { hand.standing.done[claim.fingerprint, default: 0] += 1 }
  }

  package func confirm(_ claim: ClaimedObject, reading: Reading) async throws {
    let run = try currentRun()
    try await write { db in
      try Self.note(db, reading, of: claim, run: run)
      // Whatever was wrong with reading it is over; what extraction refused in it still stands.
      try db.execute(
        sql: """
          DELETE FROM quarantine WHERE object = ? AND stage = 'extract' AND json_extract(failure, '$.code') LIKE 'source.%'
          """, arguments: [claim.id])
    }
  }

  private static func note(_ db: Database, _ reading: Reading, of claim: ClaimedObject, run: Int) throws {
    try db.execute(
      sql: "UPDATE object SET read_stamp = ?, digest = ?, unsure = ?, read_run = ? WHERE id = ?",
      arguments: [claim.object.stamp, reading.digest, reading.isRecent, run, claim.id])
  }

  package func distrustStamps() async throws {
    try await write { try $0.execute(sql: "UPDATE object SET unsure = 1") }
  }
}
