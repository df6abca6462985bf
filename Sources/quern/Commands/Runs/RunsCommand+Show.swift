import ArgumentParser
import Corpus
import Indexing
import Pipelines

extension RunsCommand {
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show one run: its books, what gates said, and its manifest.",
      discussion: "Equal manifests over sources with equal content make equal indexes.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions

    @Argument(help: "The run's number; the last one unless given.")
    var run: Int?

    func run() async throws {
      let plan = try pipeline.plan()
      let runs = try await pipeline.existingStore(plan).runs(limit: run == nil ? 1 : Int(Int32.max))
      guard let found = runs.first(where: { run == nil || $0.id == run }) else {
        throw Failure(
          "run.absent", plan.name, run.map { "has no run \($0)" } ?? "has not run yet",
          remedy: run == nil ? "quern run \(pipeline.file)" : "quern runs \(pipeline.file) names them",
          verdict: .stop(.input))
      }
      try output.print(found) { RunSheet(record: found).text }
    }
  }
}
