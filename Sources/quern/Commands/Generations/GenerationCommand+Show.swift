import ArgumentParser
import Corpus
import Indexing
import Pipelines

extension GenerationCommand {
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show one generation: what it holds and lacks, how well it answers, and the settings that made it.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions

    @Argument(help: "The generation's number.")
    var generation: Int

    func run() async throws {
      let plan = try pipeline.plan()
      let store = try await pipeline.existingStore(plan)
      let generations = try await store.generations()
      let found = try generations.numbered(generation, of: plan.name)
      let census = try await store.census(of: found.fingerprints, generation: found.id)
      let revision = try await store.revision(of: found)
      let live = generations.last { $0.state == .live }
      let report = Report(
        generation: GenerationLine(found), documents: census.published,
        chunks: revision?.segments.reduce(0) { $0 + $1.chunks } ?? 0, segments: revision?.segments.count ?? 0,
        segmentBytes: revision?.segments.reduce(0) { $0 + $1.bytes } ?? 0, pendingFiles: census.extract.pending,
        pendingDocuments: census.chunk.pending, pendingChunks: census.embed.pending,
        quarantined: census.extract.quarantined + census.index.quarantined,
        differsFromLive: live.map { found.fingerprints.stagesChanged(from: $0.fingerprints).map(\.rawValue) } ?? [],
        evaluations: try await store.evaluations(of: found.id), recipe: found.recipe)
      try output.print(report) { report.text }
    }
  }

  private struct Report: Encodable {
    var generation: GenerationLine
    var documents: Int
    var chunks: Int
    var segments: Int
    var segmentBytes: Int
    var pendingFiles: Int
    var pendingDocuments: Int
    var pendingChunks: Int
    var quarantined: Int
    var differsFromLive: [String]
    var evaluations: [Evaluation]
    var recipe: String

    var text: String {
      let scores = evaluations.map { "answers    \($0.summary), revision \($0.revision)\n" }.joined()
      return """
        \(generation.summary)
        holds      \(documents) documents, \(chunks) chunks in \(segments) segments (\(Quantity.bytes(segmentBytes)))
        left       \(pendingFiles) files, \(pendingDocuments) documents, \(pendingChunks) chunks; \(quarantined) quarantined
        promoted   \(generation.promotedAt ?? "never")\(generation.retiredAt.map { ", retired \($0)" } ?? "")
        differs    \(differsFromLive.isEmpty ? "in nothing from the live one" : differsFromLive.joined(separator: ", "))
        \(scores)
        \(recipe)
        """
    }
  }
}

extension [Generation] {
  func numbered(_ number: Int, of pipeline: String) throws -> Generation {
    guard let found = first(where: { $0.id == number }) else {
      throw Failure(
        "generation.absent", pipeline, "has no generation \(number)", remedy: "quern generation list names them",
        verdict: .stop(.input))
    }
    return found
  }
}
