package import Corpus
import Embedding

/// How fast chunks become vectors, tokenising included, beside a peer on the same chunks and beside what the processors could
/// do at most; how fast one short query does; and how near vectors are to those in single precision.
package struct EmbedBenchmark: Sendable {
  package var embedder: any Embedder
  package var texts: [String]
  package var stopwatch: Stopwatch
  /// The same model in single precision; nil leaves likeness out.
  package var reference: (any Embedder)?
  /// Prints a JSON line with `tokens_per_s`, as `embed_peers.py` does.
  package var peer: Peer?

  private static let query = "how do I create an index concurrently"
  private static let queryRuns = 200

  package init(
    embedder: any Embedder, texts: [String], stopwatch: Stopwatch, reference: (any Embedder)? = nil, peer: Peer? = nil
  ) {
    self.embedder = embedder
    self.texts = texts
    self.stopwatch = stopwatch
    self.reference = reference
    self.peer = peer
  }

  package func run() async throws -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "embed")
    let lengths = passages().map(\.tokens.count)
    let tokens = Double(lengths.reduce(0, +))
    let local = embedder as? LocalEmbedder
    for _ in 0..<stopwatch.warmups { _ = try await embedder.embed(passages()) }
    var ours: [Double] = []
    var theirs: [Double] = []
    var peaks: [Double] = []
    var shares: [Double] = []
    for _ in 0..<stopwatch.repetitions {
      let seconds = try await Stopwatch.once {
        for outcome in try await embedder.embed(passages()) { _ = try outcome.get() }
      }
      ours.append(tokens / seconds)
      if let peer { theirs.append(try await peer.figure("tokens_per_s")) }
      guard let local else { continue }
      let peak = await local.measurePeak()
      peaks.append(peak[local.precision.matrixOperand] / 1e9)
      shares.append(local.share(of: peak, encoding: lengths, in: seconds) * 100)
    }
    report.add("tokens", ours, "tokens/s")
    report.add("chunks", ours.map { $0 * Double(texts.count) / tokens }, "chunks/s")
    if peer != nil {
      report.add("peer", theirs, "tokens/s")
      report.addRatio("tokens over peer's", ours, over: theirs)
    }
    if local != nil {
      report.add("share of the arithmetic's peak", shares, "% of peak")
      report.add("peak of matrix arithmetic", peaks, "thousand million multiply-adds/s")
    }
    let queries = try await queries()
    report.add("short query", queries.times, "ms")
    report.add("short query p99", [queries.profile.percentile(99)], "ms")
    let cosines = try await cosines()
    if !cosines.isEmpty {
      report.add("cosine to f32, mean", [cosines.reduce(0, +) / Double(cosines.count)], "cosine")
      report.add("cosine to f32, worst", [cosines.min() ?? 0], "cosine")
    }
    report.sections = [section(report, tokens, local)]
    return report
  }

  private func queries() async throws -> (times: [Double], profile: LatencyProfile) {
    for _ in 0..<20 { _ = try await embedder.embed(query: Self.query) }
    var times: [Double] = []
    var profile = LatencyProfile()
    let clock = ContinuousClock()
    for _ in 0..<Self.queryRuns {
      let took = try await clock.measure { _ = try await embedder.embed(query: Self.query) }
      profile.record(took)
      times.append(took / .milliseconds(1))
    }
    return (times, profile)
  }

  /// Of each text's vector and its vector in single precision, in double precision.
  private func cosines() async throws -> [Double] {
    guard let reference else { return [] }
    let pairs = zip(try await embedder.embed(passages()), try await reference.embed(passages()))
    return try pairs.map { try Self.cosine($0.get(), $1.get()) }
  }

  private static func cosine(_ a: [Float], _ b: [Float]) -> Double {
    func product(_ x: [Float], _ y: [Float]) -> Double { zip(x, y).reduce(0) { $0 + Double($1.0) * Double($1.1) } }
    // Rounding may give a little more than 1.
    return min(1, product(a, b) / (product(a, a) * product(b, b)).squareRoot())
  }

  private func section(_ report: BenchmarkReport, _ tokens: Double, _ local: LocalEmbedder?) -> ReportSection {
    var sentences = [
      "\(texts.count) texts of \(Figure.text(tokens / Double(max(1, texts.count)))) tokens on average, tokenising included\(local.map { ", in \($0.precision.rawValue)" } ?? "")."
    ]
    if let share = report["share of the arithmetic's peak"] {
      sentences.append(
        "\(Figure.text(share)) % of what the processors could do at most, by loops that only multiply and add, timed after every run: the least time for the model's matrices and attention over the time it took."
      )
    }
    if let worst = report["cosine to f32, worst"], let mean = report["cosine to f32, mean"] {
      sentences.append(
        "Vectors against those in single precision: cosine \(Figure.cosine(mean)) on average, \(Figure.cosine(worst)) at worst."
      )
    }
    let bars =
      [BarPlot.Bar("Quern", report["tokens"] ?? 0, spread: report.spread(of: "tokens"))]
      + (peer == nil ? [] : [BarPlot.Bar("peer", report["peer"] ?? 0, spread: report.spread(of: "peer"))])
    return ReportSection("Embedding", sentences: sentences, plots: [BarPlot("Tokens a second", bars)])
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
