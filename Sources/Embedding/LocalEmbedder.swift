package import Corpus
import Synchronization

/// Embeds with a model folder on this machine, on threads of its own.
///
/// Passages are sorted by length and cut into tiles of about 256 tokens, which threads take one by one; a query waits
/// for one tile at most, some 30 ms. The number of threads changes no vector.
package final class LocalEmbedder: Embedder {
  package let dimension: Int
  package let fingerprint: Fingerprint
  package let tokenizer: any Tokenizer
  package let precision: Precision
  private let queryTokenizer: any Tokenizer
  private let encoder: Encoder
  private let threads: [EncodingThread]
  private let turns = Atomic(0)

  /// Tokens that are encoded together: enough to use weights well, few enough for their states to stay in cache.
  private static let tileTokens = 256

  /// Packs the model's weights and starts the threads: some 20 ms for MiniLM, 70 in int8.
  ///
  /// - Parameter documentPrefix: put before every passage, and `queryPrefix` before every query; E5 and BGE want them.
  /// - Parameter makeTokenizer: the model's tokenizer, with a prefix's tokens among its `leading` ones.
  /// - Throws: ``Failure`` `model.…`, or what `makeTokenizer` throws.
  package init(
    folder: ModelFolder, precision: Precision = .f32, threads: Int,
    documentPrefix: String = "", queryPrefix: String = "",
    makeTokenizer: (_ folder: ModelFolder, _ prefix: String) throws(Failure) -> any Tokenizer
  ) throws(Failure) {
    let encoder = try Encoder(folder, precision: precision)
    self.encoder = encoder
    self.precision = precision
    dimension = folder.shape.hidden
    fingerprint = Self.fingerprint(
      folder, precision: precision, documentPrefix: documentPrefix, queryPrefix: queryPrefix)
    tokenizer = try makeTokenizer(folder, documentPrefix)
    queryTokenizer = queryPrefix == documentPrefix ? tokenizer : try makeTokenizer(folder, queryPrefix)
    var crew: [EncodingThread] = []
    for index in 0..<max(1, threads) {
      crew.append(try EncodingThread(encoder, name: "quern-embed-\(index)", capacity: Self.tileTokens))
    }
    self.threads = crew
  }

  var shape: BertShape { encoder.shape }

  var threadCount: Int { threads.count }

  package func embed(_ passages: [Passage]) async throws -> [Result<[Float], Failure>] {
    var outcomes: [Result<[Float], Failure>] = passages.map { passage in
      encoder.refusal(of: passage.tokens).map(Result.failure) ?? .success([])
    }
    let accepted = passages.indices.filter { (try? outcomes[$0].get()) != nil }
    let longestFirst = accepted.sorted { passages[$0].tokens.count > passages[$1].tokens.count }
    var tiles = Self.tiles(longestFirst) { passages[$0].tokens.count }.makeIterator()

    try await withThrowingTaskGroup(of: EncodedTile.self) { group in
      func start(on thread: EncodingThread) {
        guard let tile = tiles.next() else { return }
        group.addTask {
          let vectors = await thread.vectors(of: tile.map { passages[$0].tokens })
          return EncodedTile(items: tile, vectors: vectors, thread: thread)
        }
      }
      for thread in threads { start(on: thread) }
      while let done = try await group.next() {
        try Task.checkCancellation()
        start(on: done.thread)
        for (item, vector) in zip(done.items, done.vectors) { outcomes[item] = vector }
      }
    }
    return outcomes
  }

  private struct EncodedTile: Sendable {
    var items: [Int]
    var vectors: [Result<[Float], Failure>]
    var thread: EncodingThread
  }

  package func embed(query: String) async throws -> [Float] { try await embed(queries: [query])[0].get() }

  /// Together they take one pass for each tile's worth of tokens; what a query is encoded with changes no vector.
  package func embed(queries: [String]) async throws -> [Result<[Float], Failure>] {
    let sequences = queries.map { queryTokenizer.sequence($0) }
    var outcomes = sequences.map { tokens -> Result<[Float], Failure> in
      guard var refusal = encoder.refusal(of: tokens) else { return .success([]) }
      refusal.subject = "query"
      refusal.remedy = "shorten it"
      return .failure(refusal)
    }
    let accepted = sequences.indices.filter { (try? outcomes[$0].get()) != nil }
    for tile in Self.tiles(accepted, tokens: { sequences[$0].count }) {
      let turn = turns.add(1, ordering: .relaxed).oldValue
      let vectors = await threads[turn % threads.count].vectors(of: tile.map { sequences[$0] })
      for (item, vector) in zip(tile, vectors) { outcomes[item] = vector }
    }
    return outcomes
  }

  /// Cuts items, in their order, into runs of at most `tileTokens` tokens; a longer item is a tile of its own.
  private static func tiles(_ items: [Int], tokens: (Int) -> Int) -> [[Int]] {
    var tiles: [[Int]] = [], room = 0
    for item in items {
      if tiles.isEmpty || tokens(item) > room {
        tiles.append([])
        room = tileTokens
      }
      tiles[tiles.count - 1].append(item)
      room -= tokens(item)
    }
    return tiles
  }
}
