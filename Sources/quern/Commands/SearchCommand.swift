import ArgumentParser
import Corpus
import Foundation
import Indexing
import Pipelines
import PostgresStore
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

  @Option(name: .customLong("in"), help: "segments, or the database's own indexes (index.database).")
  var place: Place = .segments

  enum Place: String, ExpressibleByArgument, CaseIterable { case segments, database }

  func run() async throws {
    let plan = try pipeline.plan()
    let store = try await pipeline.existingStore(plan)
    let request = SearchRequest(
      query, strategy: strategy, maxResults: maxResults, filter: try Filter(conditions: filter),
      similarityThreshold: similarityThreshold, perChunk: chunks, explain: explain)

    let found = try await store.generations().searched(generation, of: plan.name)
    let embedder =
      strategy == .lexical
      ? nil : try await Composition(plan: plan, log: pipeline.log(), threads: 1).embedder(of: found)
    let search = try await search(found, store, plan, embedder)
    let clock = ContinuousClock()
    let started = clock.now
    let result = try await search(request)
    let answer = SearchAnswer(result, generation: found.id, milliseconds: (clock.now - started) / .milliseconds(1))
    try output.print(answer) { answer.text }
  }

  private func search(
    _ generation: Generation, _ store: any Store, _ plan: Plan, _ embedder: (any Embedder)?
  ) async throws -> (SearchRequest) async throws -> SearchResult {
    switch place {
    case .segments:
      let index = try await OpenIndex(store: store, generation: generation.id, pipeline: plan.name)
      let searcher = Searcher(snapshot: index.snapshot, embedder: embedder)
      return { try await searcher.search($0) }
    case .database:
      guard let store = store as? PostgresStore else {
        throw Failure(
          "search.database", plan.name, "has no database: its store is SQLite", remedy: "search --in segments",
          verdict: .stop(.configuration))
      }
      return DatabaseSearch(
        store: store, generation: generation, language: plan.index.language, embedder: embedder
      ).search
    }
  }
}

extension Strategy: ExpressibleByArgument {}
