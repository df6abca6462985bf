import ArgumentParser
import Corpus
import Evaluating
import Foundation
import Indexing
import Logging
import Pipelines
import Retrieval
import Running

struct EvalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Ask an index the judged questions of the pipeline file, and keep the scores.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  @Option(help: "Only this eval of the file.")
  var eval: String?

  @Option(help: "Ask this generation instead of the live one.")
  var generation: Int?

  func run() async throws {
    let plan = try pipeline.plan()
    let evals = try chosen(plan)
    let index = try await SearchableIndex(
      plan: plan, store: try await pipeline.existingStore(plan), generation: generation, log: pipeline.log())
    var records: [EvalRecord] = []
    for eval in evals { records += try await self.records(eval, index) }
    try EvalJournal(store: plan.store.folder).keep(records)
    try output.print(records) { Self.text(records) }
  }

  private func chosen(_ plan: Plan) throws -> [EvalPlan] {
    let evals = plan.evals.filter { eval == nil || $0.name == eval }
    guard !evals.isEmpty else {
      throw Failure(
        "eval.absent", plan.name, eval.map { "has no eval \($0)" } ?? "has no evals",
        remedy: plan.evals.isEmpty
          ? "add evals to the file" : "use one of \(plan.evals.map(\.name).joined(separator: ", "))",
        verdict: .stop(.usage))
    }
    return evals
  }

  private func records(_ eval: EvalPlan, _ index: SearchableIndex) async throws -> [EvalRecord] {
    let examination = try Examination(queries: eval.queries, qrels: eval.qrels)
    let missing = try examination.missing(in: index.index.snapshot)
    if !missing.isEmpty {
      pipeline.log().warning(
        "\(eval.name): \(missing.count) judged documents are not in the index, such as \(missing.prefix(3).joined(separator: ", "))"
      )
    }
    let measures: [Measure] = [.ndcg(eval.k), .recall(eval.k), .reciprocalRank, .averagePrecision]
    var records: [EvalRecord] = []
    for strategy in eval.strategies.map(Strategy.init) {
      let cards = try await examination.marks(index.searcher, strategy, measures, depth: eval.k)
      records.append(
        EvalRecord(
          eval: eval.name, generation: index.index.generation.id, revision: index.index.revision.number,
          strategy: strategy.rawValue, cards: cards, at: Date().timeIntervalSince1970))
    }
    return records
  }

  private static func text(_ records: [EvalRecord]) -> String {
    guard let first = records.first else { return "" }
    func pad(_ text: String, _ width: Int) -> String {
      text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
    }
    let width = (records.map(\.eval.count).max() ?? 0) + 2
    var lines = ["generation \(first.generation), revision \(first.revision)"]
    for record in records {
      let figures = record.figures.enumerated().map { place, figure in
        let mean = String(format: "%@ %.4f", figure.measure, figure.mean)
        return place == 0 ? mean + String(format: " (95 %%: %.4f to %.4f)", figure.low, figure.high) : mean
      }
      lines.append(
        pad(record.eval, width) + pad(record.strategy, 10) + figures.joined(separator: "  ")
          + "  of \(record.questions) questions")
    }
    return lines.joined(separator: "\n")
  }
}
