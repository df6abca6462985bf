import ArgumentParser
import Corpus
import Indexing
import Pipelines
import Segments

extension GenerationCommand {
  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare two generations: documents added, removed and cut otherwise, and the settings that differ.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions

    @Argument(help: "The older generation's number.")
    var first: Int

    @Argument(help: "The newer generation's number.")
    var second: Int

    @Option(help: "How many URIs of each kind are listed.")
    var limit = 20

    func run() async throws {
      let plan = try pipeline.plan()
      let store = try await pipeline.existingStore(plan)
      let old = try await OpenIndex(store: store, generation: first, pipeline: plan.name)
      let new = try await OpenIndex(store: store, generation: second, pipeline: plan.name)
      let difference = try SnapshotDifference(from: old.snapshot, to: new.snapshot)
      let report = Report(
        from: first, to: second,
        stagesChanged: new.generation.fingerprints.stagesChanged(from: old.generation.fingerprints).map(\.rawValue),
        difference: difference, limit: limit)
      try output.print(report) { report.text }
    }
  }

  private struct Report: Encodable {
    struct Change: Encodable {
      var count: Int
      var uris: [String]

      init(_ uris: [String], limit: Int) {
        count = uris.count
        self.uris = Array(uris.prefix(limit))
      }

      func text(_ name: String) -> String {
        ([name + " \(count)"] + uris.map { "  \($0)" }
          + (count > uris.count ? ["  and \(count - uris.count) more"] : []))
          .joined(separator: "\n")
      }
    }

    var from: Int
    var to: Int
    var stagesChanged: [String]
    var added: Change
    var removed: Change
    var changed: Change
    var unchanged: Int
    var chunksBefore: Int
    var chunksAfter: Int

    init(from: Int, to: Int, stagesChanged: [String], difference: SnapshotDifference, limit: Int) {
      self.from = from
      self.to = to
      self.stagesChanged = stagesChanged
      added = Change(difference.added, limit: limit)
      removed = Change(difference.removed, limit: limit)
      changed = Change(difference.changed, limit: limit)
      unchanged = difference.unchanged
      chunksBefore = difference.chunksBefore
      chunksAfter = difference.chunksAfter
    }

    var text: String {
      [
        "generation \(from) → \(to): \(stagesChanged.isEmpty ? "same settings" : "other \(stagesChanged.joined(separator: ", "))")",
        "documents  \(added.count) added, \(removed.count) removed, \(changed.count) with other text or cuts, \(unchanged) alike",
        "chunks     \(chunksBefore) before, \(chunksAfter) after",
        added.text("added"), removed.text("removed"), changed.text("changed"),
      ].joined(separator: "\n")
    }
  }
}
