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
  /// Nil where words alone are asked for.
  let embedder: (any Embedder)?

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
    embedder = needsModel ? try await composition.embedder(of: index.generation) : nil
    searcher = Searcher(snapshot: index.snapshot, embedder: embedder)
  }
}
