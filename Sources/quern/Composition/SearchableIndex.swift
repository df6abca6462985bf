import Corpus
import Foundation
import Indexing
import Logging
import Pipelines
import Retrieval

/// A generation that can be asked, with the model that made it.
struct SearchableIndex {
  let plan: Plan
  let index: OpenIndex
  let searcher: Searcher

  /// - Parameter generation: the live one if nil.
  /// - Parameter threads: of the model; all cores if nil.
  /// - Parameter strategies: what it will be asked by; words alone need no model.
  init(
    plan: Plan, store: any Store, generation: Int? = nil, log: Logger, threads: Int? = nil,
    strategies: [Strategy] = Strategy.allCases
  ) async throws {
    self.plan = plan
    index = try await OpenIndex(store: store, generation: generation, pipeline: plan.name)
    let composition = Composition(plan: plan, log: log, threads: threads)
    let needsModel = strategies.contains { $0 != .lexical }
    let embedder = needsModel ? try await composition.embedder(of: index.generation) : nil
    searcher = Searcher(snapshot: index.snapshot, embedder: embedder)
  }
}

extension Composition {
  /// The plan's model if it is still the one that made the generation's vectors, else the one that did.
  func embedder(of generation: Generation) async throws -> any Embedder {
    let model = try await model()
    if model.embedder.fingerprint == generation.fingerprints.embed { return model.embedder }
    guard let own = try? plan(of: generation),
      let older = try? await Composition(plan: own, log: log, threads: threads).model(),
      older.embedder.fingerprint == generation.fingerprints.embed
    else {
      throw Failure(
        "search.modelDiffers", plan.name,
        "generation \(generation.id) was embedded by another model than the pipeline file names now",
        remedy: "run quern run \(plan.file) to build a new generation, or search with --strategy lexical",
        verdict: .stop(.configuration))
    }
    return older.embedder
  }
}
