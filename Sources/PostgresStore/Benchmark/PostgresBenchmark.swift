import Corpus
import Indexing

/// Measures what a database can take, in a catalogue that holds nothing else: give it a schema of its own.
package struct PostgresBenchmark: Sendable {
  /// Calls and how long they took, in seconds.
  package struct Times: Hashable, Sendable, Codable {
    package var calls: Int
    package var rows: Int
    package var median: Double
    package var slowest1Percent: Double
  }

  private let store: PostgresStore
  private let fingerprints: GenerationFingerprints
  private let dimension: Int
  /// Tokens of every chunk, as MiniLM's window has it.
  private static let tokens = 200

  package init(store: PostgresStore, dimension: Int = 384) {
    self.store = store
    self.dimension = dimension
    let print = Fingerprint(stage: "benchmark", version: 1, settings: [:])
    fingerprints = GenerationFingerprints(extract: print, chunk: print, embed: print, index: print)
  }

  /// Saves vectors as the embed stage does, each batch in a transaction.
  /// - Returns: chunks a second.
  package func saving(_ count: Int, batch: Int = 320) async throws -> Double {
    var took = 0.0
    for start in stride(from: 0, to: count, by: batch) {
      let batch = (start..<min(start + batch, count)).map { embedded($0) }
      took += try await seconds { try await store.save(batch, for: fingerprints) }
    }
    return Double(count) / took
  }

  /// Copies vectors in one transaction, as a restore would.
  /// - Returns: chunks a second.
  package func copying(_ count: Int) async throws -> Double {
    let layer = try await store.layer(.embed, fingerprints.embed)
    let vectors = (0..<1000).map { vector($0) }
    let took = try await seconds {
      _ = try await store.write { db, _ in
        try db.copy(into: "embedding", ["layer", "digest", "vector"]) { writer in
          for number in 0..<count {
            try writer.append(layer, Digest(of: "copied \(number)"), PackedColumn.floats(vectors[number % 1000]))
          }
        }
      }
    }
    return Double(count) / took
  }

  /// Makes rows that wait: files, documents and chunks, ten chunks a document.
  package func fill(_ count: Int) async throws {
    let layers = try await store.layers(fingerprints)
    try await store.pool.session { db in
      let pipeline: Int = try db.rows("SELECT min(id)::bigint FROM pipeline")[0][0]
      try db.execute(
        """
        INSERT INTO object (pipeline, key, source, uri, size, modified, changed, inode, stamp)
        SELECT $1, sha256(int8send(n)), 's', 'file ' || n, 1, 1, 1, n, n::text FROM generate_series(1, $2::bigint) n
        """, [pipeline, count])
      try db.execute(
        """
        INSERT INTO document (layer, object, key, source, uri, digest, media_type, text, structure, seen, seen_run)
        SELECT $1, id, key, source, uri, key, 'text/plain', convert_to(repeat('some words ', 800), 'UTF8'),
          '{"headings":[],"links":[],"metadata":{},"pages":[]}', 0, 0 FROM object LIMIT $2
        """, [layers.extract, count / 10])
      try db.execute(
        """
        INSERT INTO chunk
          (layer, document, ordinal, digest, item, first_byte, end_byte, location, context, token_count, tokens)
        SELECT $1, d.id, n, made.digest, ('x' || encode(substr(made.digest, 1, 8), 'hex'))::bit(64)::bigint, n * 800,
          n * 800 + 800, '{"end":800,"headings":[],"start":0}', 'a title', $3, decode(repeat('ab12', $3), 'hex')
        FROM document d, generate_series(0, 9) n, sha256(int8send(d.id * 10 + n)) AS made(digest) WHERE d.layer = $2
        """, [layers.chunk, layers.extract, Self.tokens])
    }
  }

  /// Claims batches of chunks that are embedded by nobody, so that what is held grows.
  package func claimingChunks(_ calls: Int, maxTokens: Int, withText: Bool) async throws -> Times {
    try await times(calls) {
      try await store.claimChunks(for: fingerprints, maxTokens: maxTokens, budget: nil, withText: withText).count
    }
  }

  package func claimingObjects(_ calls: Int, limit: Int = 16) async throws -> Times {
    let other = Fingerprint(stage: "benchmark", version: 2, settings: [:])
    return try await times(calls) {
      try await store.claimObjects(for: other, limit: limit, maxAttempts: 5).count
    }
  }

  package func claimingDocuments(_ calls: Int, limit: Int = 64) async throws -> Times {
    let other = GenerationFingerprints(
      extract: fingerprints.extract, chunk: Fingerprint(stage: "benchmark", version: 2, settings: [:]),
      embed: fingerprints.embed, index: fingerprints.index)
    return try await times(calls) {
      try await store.claimDocuments(for: other, settled: false, limit: limit, maxBytes: 4 << 20).count
    }
  }

  /// - Returns: seconds.
  package func census() async throws -> Double {
    try await seconds { _ = try await store.census(of: fingerprints, generation: nil) }
  }

  private func times(_ calls: Int, _ claim: () async throws -> Int) async throws -> Times {
    var took: [Double] = []
    var rows = 0
    // The first ones prepare their statements.
    for _ in 0..<3 { _ = try await claim() }
    for _ in 0..<calls { took.append(try await seconds { rows += try await claim() }) }
    took.sort()
    return Times(calls: calls, rows: rows, median: took[calls / 2], slowest1Percent: took[calls * 99 / 100])
  }

  private func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    return try await clock.measure { try await work() } / .seconds(1)
  }

  private func embedded(_ number: Int) -> EmbeddedChunk {
    let passage = Passage(text: "", tokens: Array(repeating: 7, count: Self.tokens))
    let claim = ClaimedChunk(digest: Digest(of: "saved \(number)"), source: "s", uri: "u", passage: passage)
    return EmbeddedChunk(claim: claim, vector: .success(vector(number)))
  }

  private func vector(_ number: Int) -> [Float] {
    (0..<dimension).map { Float((number &* 31 &+ $0 &* 17) % 1000) / 1000 }
  }
}
