import Corpus
import Foundation
import Indexing
import Running
import SQLiteStore
import Telemetry
import Testing

@Suite struct ScoreMetricsTests {
  @Test func `scores that a catalogue keeps are shown by generation, eval and strategy, as long as it keeps them`()
    async throws
  {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = try SQLiteStore(folder: folder.path, pipeline: "manual")
    let print = Fingerprint(stage: "x", version: 1, settings: [:])
    let fingerprints = GenerationFingerprints(extract: print, chunk: print, embed: print, index: print)
    let generation = try await store.createGeneration(fingerprints, dimension: 2, precision: "f32", recipe: "").id
    let figures = [("recall@10", 0.5), ("nDCG@10", 0.625)].map {
      Evaluation.Figure(measure: $0, mean: $1, low: 0, high: 1)
    }
    try await store.keep([
      Evaluation(
        eval: "questions", generation: generation, revision: 1, strategy: "hybrid", questions: 3, figures: figures,
        at: 1)
    ])
    let registry = MetricRegistry()
    let metrics = CatalogueMetrics(RunMetrics(pipeline: "manual", factory: registry))
    try await metrics.look(at: store)
    let line = #"rag_retrieval_ndcg{eval="questions",generation="1",pipeline="manual",strategy="hybrid"} 0.625"#
    #expect(registry.text(process: false).contains(line))

    try await store.drop(generations: [generation])
    try await metrics.look(at: store)
    #expect(!registry.text(process: false).contains("rag_retrieval_ndcg{"), "they go with their generation")
  }
}
