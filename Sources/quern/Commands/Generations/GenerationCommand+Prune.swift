import ArgumentParser
import Foundation
import Indexing
import Pipelines

extension GenerationCommand {
  struct Prune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Drop generations past generations.keep and soak, with the segments, texts and vectors only they used.")

    @OptionGroup var pipeline: PipelineArguments

    @Flag(help: "Only say what would be dropped.")
    var dryRun = false

    func run() async throws {
      let plan = try pipeline.plan()
      let store = try await pipeline.existingStore(plan, writing: !dryRun)
      var run = dryRun ? nil : try await store.beginRun(RunRequest(stages: []))
      let dropped = try await store.generations().droppable(
        keep: plan.generations.keep, soak: plan.generations.soak, now: Date().timeIntervalSince1970)
      if run != nil {
        run?.outcome = .finished
        try await store.drop(generations: dropped)
        try await store.sweepSegments()
      }
      if var run {
        run.finishedAt = Date().timeIntervalSince1970
        try await store.finish(run)
      }
      let names = dropped.map(String.init).joined(separator: ", ")
      print(dropped.isEmpty ? "nothing to drop" : "\(dryRun ? "would drop" : "dropped") generations \(names)")
    }
  }
}
