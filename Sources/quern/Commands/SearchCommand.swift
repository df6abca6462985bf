import ArgumentParser
import Corpus
import Foundation
import Indexing
import Pipelines
import Retrieval
import Segments

struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Ask the live index a question.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  @Argument(help: "The question.")
  var query: String

  @Option(help: "hybrid, semantic or lexical.")
  var strategy: Strategy = .hybrid

  @Option(name: [.customShort("k"), .long], help: "How many hits.")
  var maxResults = 10

  @Option(help: "Only hits whose metadata match: year>=2020, tag=a,b, source=manual. May be given several times.")
  var filter: [String] = []

  @Option(help: "Search this generation instead of the live one.")
  var generation: Int?

  @Option(help: "Leave out hits less similar than this, from -1 to 1 (semantic part only).")
  var similarityThreshold: Float?

  @Flag(help: "Every chunk counts for itself, instead of the best one of each document.")
  var chunks = false

  @Flag(help: "Say where each hit stood in each list.")
  var explain = false

  func run() async throws {
    let plan = try pipeline.plan()
    let index = try await OpenIndex(
      store: try await pipeline.existingStore(plan), generation: generation, pipeline: plan.name)
    let request = SearchRequest(
      query, strategy: strategy, maxResults: maxResults, filter: try Filter(conditions: filter),
      similarityThreshold: similarityThreshold, perChunk: chunks, explain: explain)

    let composition = Composition(plan: plan, log: pipeline.log(), threads: 1)
    let embedder = strategy == .lexical ? nil : try await composition.embedder(of: index.generation)
    let searcher = Searcher(snapshot: index.snapshot, embedder: embedder)
    let clock = ContinuousClock()
    let started = clock.now
    let result = try await searcher.search(request)
    let answer = SearchAnswer(
      result, generation: index.generation.id, milliseconds: (clock.now - started) / .milliseconds(1))
    try output.print(answer) { answer.text }
  }
}

extension Strategy: ExpressibleByArgument {}
