import ArgumentParser
import Corpus
import Indexing
import Logging
import Pipelines
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
    let store = try await pipeline.existingStore(plan, writing: true)
    let index = try await SearchableIndex(plan: plan, store: store, generation: generation, log: pipeline.log())
    let results = try await Evaluator(evals).results(
      index.searcher, generation: index.index.generation.id, revision: index.index.revision.number
    ) { eval, missing in
      pipeline.log().warning(
        "\(eval): \(missing.count) judged documents are not in the index, such as \(missing.prefix(3).joined(separator: ", "))"
      )
    }
    let evaluations = results.map(\.evaluation)
    try await store.keep(evaluations)
    try output.print(evaluations) {
      "generation \(index.index.generation.id), revision \(index.index.revision.number)\n"
        + evaluations.map(\.summary).joined(separator: "\n")
    }
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
}
