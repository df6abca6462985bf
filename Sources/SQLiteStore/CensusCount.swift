import Corpus
import GRDB
import Indexing

/// A count of everything that the catalogue holds for a generation.
struct CensusCount: Sendable {
  private let fingerprints: GenerationFingerprints
  /// 0 for none.
  private let generation: Int

  init(of fingerprints: GenerationFingerprints, generation: Int) {
    self.fingerprints = fingerprints
    self.generation = generation
  }

  /// What was counted last, if no document, chunk, vector or member was written since; see ``Schema/counts``. Files are
  /// counted in any case: there are fewer of them, and reading one again may change nothing else.
  func remembered(_ db: Database) throws -> Census? {
    let text = try String.fetchOne(
      db,
      sql: """
        SELECT census FROM counted
        WHERE extract = :extract AND chunk = :chunk AND embed = :embed AND generation = :generation
        """, arguments: arguments)
    guard var census: Census = text.flatMap({ try? JSONColumn.value($0) }) else { return nil }
    census.extract = try extraction(db)
    census.chunk.declared = try declaredDocuments(db)
    return census
  }

  func remember(_ census: Census, _ db: Database) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO counted VALUES (:extract, :chunk, :embed, :generation, :census)",
      arguments: arguments + ["census": try JSONColumn.text(census)])
  }

  /// Counts. A chunk takes some microseconds: each is looked up among the vectors.
  func afresh(_ db: Database) throws -> Census {
    let hasRefusedChunks =
      try count(db, "SELECT EXISTS (SELECT 1 FROM quarantine WHERE stage = 'embed' AND fingerprint = :embed)") > 0
    let documents = try count(db, "SELECT count(*) FROM document WHERE fingerprint = :extract")
    let (cut, chunks) = try pair(
      db,
      """
      SELECT count(*), ifnull(sum(c.chunks), 0)
      FROM chunking c JOIN document d ON d.id = c.document AND d.fingerprint = :extract WHERE c.fingerprint = :chunk
      """)
    let (embed, pendingTokens) = try embedding(db, declared: chunks, hasRefused: hasRefusedChunks)
    return Census(
      extract: try extraction(db),
      chunk: Census.Tally(
        total: documents, complete: cut,
        quarantined: try count(
          db,
          """
          SELECT count(*) FROM quarantine q JOIN document d ON d.id = q.document AND d.fingerprint = :extract
          WHERE q.stage = 'chunk' AND q.fingerprint = :chunk
          """),
        declared: try declaredDocuments(db)),
      embed: embed, index: try index(db, documents: documents, hasRefusedChunks: hasRefusedChunks),
      pendingTokens: pendingTokens,
      published: try count(db, "SELECT count(*) FROM member WHERE generation = :generation"))
  }

  private func declaredDocuments(_ db: Database) throws -> Int {
    try count(db, "SELECT ifnull(sum(documents), 0) FROM extraction WHERE fingerprint = :extract")
  }

  private func extraction(_ db: Database) throws -> Census.Tally {
    let isRefused = """
      EXISTS (SELECT 1 FROM quarantine q WHERE q.object = o.id AND q.stage = 'extract' AND q.fingerprint = :extract
        AND q.uri = o.uri)
      """
    // A kept file that is gone counts as long as there is something of it to keep.
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT count(*) FILTER (WHERE NOT gone OR has_output) AS total,
          count(*) FILTER (WHERE is_read AND NOT is_skipped AND NOT is_refused) AS complete,
          count(*) FILTER (WHERE is_refused) AS quarantined,
          count(*) FILTER (WHERE is_read AND is_skipped AND NOT is_refused) AS skipped
        FROM (
          SELECT o.gone, e.object IS NOT NULL AS has_output, e.skipped IS NOT NULL AS is_skipped,
            e.object IS NOT NULL AND (o.gone OR o.read_stamp = o.stamp AND e.digest = o.digest) AS is_read,
            \(isRefused) AS is_refused
          FROM object o LEFT JOIN extraction e ON e.object = o.id AND e.fingerprint = :extract)
        """, arguments: arguments)
    guard let row else { return Census.Tally(total: 0, complete: 0, quarantined: 0, declared: 0) }
    return Census.Tally(
      total: row["total"], complete: row["complete"], quarantined: row["quarantined"], skipped: row["skipped"],
      declared: row["total"])
  }

  private static let isEmbedded = """
    EXISTS (SELECT 1 FROM embedding e WHERE e.fingerprint = :embed AND e.digest = c.digest)
    """
  private static let isRefused = """
    EXISTS (SELECT 1 FROM quarantine q WHERE q.stage = 'embed' AND q.fingerprint = :embed AND q.input = c.digest)
    """
  /// In the order in which the chunks lie; the planner would look them up document by document.
  private static let allChunks = """
    FROM chunk c CROSS JOIN document d INDEXED BY document_of_fingerprint
      ON d.fingerprint = :extract AND d.id = c.document
    WHERE c.fingerprint = :chunk
    """

  /// Looking each chunk up among the vectors is what a count costs: once, and again only if that told of more.
  private func embedding(
    _ db: Database, declared: Int, hasRefused: Bool
  ) throws -> (tally: Census.Tally, pendingTokens: Int) {
    let (total, complete) = try pair(
      db, "SELECT count(*), ifnull(sum(\(Self.isEmbedded)), 0) \(Self.allChunks)")
    let refused =
      hasRefused
      ? try count(db, "SELECT count(*) \(Self.allChunks) AND NOT \(Self.isEmbedded) AND \(Self.isRefused)") : 0
    let tally = Census.Tally(total: total, complete: complete, quarantined: refused, declared: declared)
    guard tally.pending > 0 else { return (tally, 0) }
    let tokens = try count(
      db,
      """
      SELECT ifnull(sum(token_count), 0) FROM (
        SELECT max(token_count) AS token_count \(Self.allChunks) AND NOT \(Self.isEmbedded) AND NOT \(Self.isRefused)
        GROUP BY c.digest)
      """)
    return (tally, tokens)
  }

  private func index(_ db: Database, documents: Int, hasRefusedChunks: Bool) throws -> Census.Tally {
    let holdsRefusedChunk = """
      EXISTS (SELECT 1 FROM chunk c WHERE c.document = d.id AND c.fingerprint = :chunk
        AND NOT \(Self.isEmbedded) AND \(Self.isRefused))
      """
    return Census.Tally(
      total: documents,
      complete: try count(
        db,
        """
        SELECT count(*) FROM document d JOIN member m ON m.key = d.key AND m.document = d.id
        WHERE d.fingerprint = :extract AND m.generation = :generation
        """),
      quarantined: try count(
        db,
        """
        SELECT count(*) FROM document d WHERE d.fingerprint = :extract AND (
          d.id IN (SELECT document FROM quarantine WHERE stage = 'chunk' AND fingerprint = :chunk)
          OR \(hasRefusedChunks ? holdsRefusedChunk : "FALSE"))
        """),
      declared: documents)
  }

  private var arguments: StatementArguments {
    [
      "extract": fingerprints.extract, "chunk": fingerprints.chunk, "embed": fingerprints.embed,
      "generation": generation,
    ]
  }

  private func count(_ db: Database, _ sql: String) throws -> Int {
    try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
  }

  private func pair(_ db: Database, _ sql: String) throws -> (Int, Int) {
    guard let row = try Row.fetchOne(db, sql: sql, arguments: arguments) else { return (0, 0) }
    return (row[0], row[1])
  }
}
