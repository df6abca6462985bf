import Indexing
import Testing

extension Evaluation {
  fileprivate static func sample(_ generation: Int, _ strategy: String, eval: String = "e", ndcg: Double) -> Evaluation
  {
    Evaluation(
      eval: eval, generation: generation, revision: 3, strategy: strategy, questions: 2,
      figures: [Figure(measure: "nDCG@10", mean: ndcg, low: 0.25, high: 1)], at: 1_700_000_000.5)
  }
}

extension StoreConformance {
  static let evaluations: [StoreConformance] = [
    StoreConformance("the newest result of each generation, eval and strategy is kept") { store in
      let first = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "").id
      let second = try await store.createGeneration(.sample(embed: 2), dimension: 2, precision: "f32", recipe: "").id
      #expect(try await store.evaluations(of: nil).isEmpty)
      try await store.keep([
        .sample(second, "hybrid", ndcg: 0.5), .sample(first, "lexical", ndcg: 0.5), .sample(first, "hybrid", ndcg: 0.5),
      ])
      try await store.keep([.sample(first, "hybrid", ndcg: 0.75), .sample(first, "hybrid", eval: "d", ndcg: 1)])
      let all: [Evaluation] = [
        .sample(first, "hybrid", eval: "d", ndcg: 1), .sample(first, "hybrid", ndcg: 0.75),
        .sample(first, "lexical", ndcg: 0.5), .sample(second, "hybrid", ndcg: 0.5),
      ]
      #expect(try await store.evaluations(of: nil) == all)
      #expect(try await store.evaluations(of: second) == [.sample(second, "hybrid", ndcg: 0.5)])
    },
    StoreConformance("results go with their generation, and those of one that is gone are left out") { store in
      let generation = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "").id
      try await store.keep([.sample(generation, "hybrid", ndcg: 1)])
      try await store.drop(generations: [generation])
      #expect(try await store.evaluations(of: nil).isEmpty)
      try await store.keep([.sample(generation, "hybrid", ndcg: 1)])
      #expect(try await store.evaluations(of: generation).isEmpty)
    },
  ]
}
