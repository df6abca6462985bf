import ArgumentParser
import Benchmarking
import Corpus
import Foundation
import Indexing
import Pipelines
import Segments

extension BenchCommand {
  struct Embed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Time a pipeline's model: tokens a second, beside the processors' peak; one short query; likeness to f32.")

    /// Texts that are embedded where nobody says how many.
    static let usualCount = 320

    @OptionGroup var pipeline: PipelineArguments

    @Option(help: "A JSONL file with a text per line; chunks of the pipeline's index unless given.")
    var chunks: String?

    @Option(help: "How many of the texts.")
    var count = Embed.usualCount

    @Option(help: "Threads of the encoder; all cores unless given.")
    var threads: Int?

    @Option(help: "auto, f32, bf16 or int8; what the file says unless given.")
    var precision: EmbedPlan.Precision?

    @OptionGroup var options: Options
    @OptionGroup var peer: PeerOptions

    func validate() throws {
      if count < 1 { throw ValidationError("--count takes a number from 1") }
      if let threads, !(1...256).contains(threads) { throw ValidationError("--threads takes a number from 1 to 256") }
    }

    func run() async throws {
      var plan = try pipeline.plan()
      if let precision { plan.embed.precision = precision }
      let texts = try await texts(plan)
      let model = try await Composition(plan: plan, log: BenchCommand.quietLog, threads: threads).model()
      var benchmark = EmbedBenchmark(
        embedder: model.embedder, texts: texts, stopwatch: options.stopwatch,
        reference: try await BenchCommand.reference(of: plan, threads: threads))
      benchmark.peer = peer.opponent
      try options.publish(try await benchmark.run())
    }

    private func texts(_ plan: Plan) async throws -> [String] {
      if let chunks { return Array(try TextLines(path: chunks).texts.prefix(count)) }
      let store: any Store
      do { store = try await pipeline.existingStore(plan) } catch var failure as Failure {
        if failure.code == "store.absent" { failure.remedy += ", or give --chunks" }
        throw failure
      }
      let index = try await OpenIndex(store: store, generation: nil, pipeline: plan.name)
      return try SampleTexts(index.snapshot, count: count).texts
    }
  }

  /// The plan's model in single precision; nil for one on another machine, whose arithmetic is its own.
  static func reference(of plan: Plan, threads: Int?) async throws -> (any Embedder)? {
    if case .openai = plan.embed.model { return nil }
    var exact = plan
    exact.embed.precision = .f32
    return try await Composition(plan: exact, log: quietLog, threads: threads).model().embedder
  }
}

/// Chunks of an index to measure with, evenly spread over its documents; the same again where there are too few.
struct SampleTexts {
  let texts: [String]

  /// - Throws: ``Failure`` `bench.input` if there is none.
  init(_ snapshot: Snapshot, count: Int) throws {
    let documents = try snapshot.documents().sorted { ($0.uri, $0.source) < ($1.uri, $1.source) }
    // Now an earlier chunk, now a later one: the first of a document is not like the others.
    let texts = try (0..<(documents.isEmpty ? 0 : count)).compactMap { place in
      let chunks = try snapshot.chunks(of: documents[place * documents.count / count].id)
      return chunks.isEmpty ? nil : chunks[place % chunks.count].text
    }
    guard !texts.isEmpty else {
      throw Failure(
        "bench.input", "the index", "holds no chunk", remedy: "index something first, or give --chunks",
        verdict: .stop(.input))
    }
    self.texts = texts
  }
}

extension EmbedPlan.Precision: ExpressibleByArgument {}
