import ArgumentParser
import Foundation
import Indexing

extension RunsCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List runs, newest first.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions

    @Option(help: "How many.")
    var limit = 20

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit takes a number from 1") }
    }

    func run() async throws {
      let plan = try pipeline.plan()
      let runs = try await pipeline.existingStore(plan).runs(limit: limit)
      try output.print(runs) {
        runs.map { run in
          let seconds = run.finishedAt.map { String(format: "%.1f s", $0 - run.startedAt) } ?? "not finished"
          let index = run.stages[.index]
          let quarantined = run.stages.values.reduce(0) { $0 + $1.quarantined }
          return
            "run \(run.id)  \(Quantity.time(run.startedAt))  \(run.outcome.rawValue)  \(seconds)  indexed \(index?.done ?? 0), removed \(index?.removed ?? 0), quarantined \(quarantined), \(run.tokens) tokens"
        }.joined(separator: "\n")
      }
    }
  }
}
