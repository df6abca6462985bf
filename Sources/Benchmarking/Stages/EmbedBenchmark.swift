package import Corpus

/// How fast chunks become vectors, tokenising included, beside a peer on the same chunks.
package struct EmbedBenchmark: Sendable {
  package var embedder: any Embedder
  package var texts: [String]
  package var stopwatch: Stopwatch
  /// Prints a JSON line with `tokens_per_s`, as `embed_peers.py` does.
  package var peer: Peer?

  private static let query = "how do I create an index concurrently"

  package init(embedder: any Embedder, texts: [String], stopwatch: Stopwatch, peer: Peer?) {
    self.embedder = embedder
    self.texts = texts
    self.stopwatch = stopwatch
    self.peer = peer
  }

  package func run() async throws -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "embed")
    let tokens = passages().reduce(0) { $0 + $1.tokens.count }
    for _ in 0..<stopwatch.warmups { _ = try await embedder.embed(passages()) }
    var ours: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<stopwatch.repetitions {
      let seconds = try await Stopwatch.once {
        for outcome in try await embedder.embed(passages()) { _ = try outcome.get() }
      }
      ours.append(Double(tokens) / seconds)
      if let peer { theirs.append(try await peer.figure("tokens_per_s")) }
    }
    report.add("tokens", ours, "tokens/s")
    report.add("chunks", ours.map { $0 * Double(texts.count) / Double(tokens) }, "chunks/s")
    if peer != nil {
      report.add("peer", theirs, "tokens/s")
      report.addRatio("tokens over peer's", ours, over: theirs)
    }
    for _ in 0..<20 { _ = try await embedder.embed(query: Self.query) }
    var queries: [Double] = []
    for _ in 0..<200 {
      queries.append(try await Stopwatch.once { _ = try await embedder.embed(query: Self.query) } * 1000)
    }
    report.add("short query", queries, "ms")
    return report
  }

  private func passages() -> [Passage] {
    texts.map { text in
      let sequence = embedder.tokenizer.sequence(text)
      guard sequence.count > embedder.tokenizer.window else { return Passage(text: text, tokens: sequence) }
      let room = embedder.tokenizer.window - embedder.tokenizer.trailing.count
      return Passage(text: text, tokens: sequence.prefix(room) + embedder.tokenizer.trailing)
    }
  }
}
