import ArgumentParser
import Corpus
import Evaluating
import Foundation
import Indexing
import Logging
import Pipelines
import Segments

extension GenerationCommand {
  struct Diff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compare two generations: documents added, removed and cut otherwise, settings, and answers to queries."
    )

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions

    @Argument(help: "The older generation's number.")
    var first: Int

    @Argument(help: "The newer generation's number.")
    var second: Int

    @Option(help: "How many URIs of each kind are listed.")
    var limit = 20

    @Option(help: "Ask both these queries: JSONL with _id and text, or lines of id and text.")
    var queries: String?

    @Option(help: "How many of the queries, drawn at random.")
    var sample = 50

    func run() async throws {
      let plan = try pipeline.plan()
      let store = try await pipeline.existingStore(plan)
      let old = try await OpenIndex(store: store, generation: first, pipeline: plan.name)
      let new = try await OpenIndex(store: store, generation: second, pipeline: plan.name)
      let difference = try SnapshotDifference(from: old.snapshot, to: new.snapshot)
      var report = Report(
        from: first, to: second,
        stagesChanged: new.generation.fingerprints.stagesChanged(from: old.generation.fingerprints).map(\.rawValue),
        difference: difference, limit: limit)
      if let queries { report.answers = try await drift(queries, plan, store) }
      try output.print(report) { report.text }
    }

    /// How differently the two answer.
    private func drift(_ queries: String, _ plan: Plan, _ store: any Store) async throws -> AnswerDrift {
      var random = SeededRandom(seed: 42)
      let asked = try Question.read(path: queries).map(\.text).shuffled(using: &random).prefix(max(1, sample))
      let old = try await SearchableIndex(plan: plan, store: store, generation: first, log: pipeline.log(), threads: 1)
      let new = try await SearchableIndex(plan: plan, store: store, generation: second, log: pipeline.log(), threads: 1)
      return try await AnswerDrift(from: old.searcher, to: new.searcher, queries: Array(asked))
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
    var answers: AnswerDrift?

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
      ].joined(separator: "\n") + (answers.map { "\n" + $0.text } ?? "")
    }
  }
}

extension AnswerDrift {
  /// The queries whose answers changed most, and how.
  fileprivate var text: String {
    let head = String(
      format: "answers    overlap@%d %.3f, rank-biased overlap %.3f over %d queries by %@", k, overlap,
      rankBiasedOverlap,
      answers.count, strategy)
    let lines = answers.prefix(5).filter { !$0.movers.isEmpty }.flatMap { answer in
      [String(format: "  %.3f  %@", answer.rankBiasedOverlap, answer.query)]
        + answer.movers.map { mover in
          "         \(mover.before.map(String.init) ?? "–") → \(mover.after.map(String.init) ?? "–")  \(mover.uri)"
        }
    }
    return ([head] + lines).joined(separator: "\n")
  }
}
