import ArgumentParser
import Foundation
import Indexing
import Pipelines

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show what is indexed, what is left, and what was set aside.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  @Flag(help: "Show who holds what, since when, and what to do about it.")
  var stuck = false

  func run() async throws {
    let plan = try pipeline.plan()
    let store = try await pipeline.existingStore(plan)
    if stuck {
      let report = try await StuckReport(store: store, file: pipeline.file, maxAttempts: plan.maxAttempts)
      return try output.print(report) { report.text }
    }
    let generations = try await store.generations()
    let last = try await store.runs(limit: 1).first
    var report = StatusReport(pipeline: plan.name, folder: plan.store.folder, catalogueBytes: try await store.size())
    report.lastRun = last
    report.running = last.map { $0.finishedAt == nil } ?? false
    report.workers = try await store.workers().count
    for generation in generations where [.live, .building].contains(generation.state) {
      let census = try await store.census(of: generation.fingerprints, generation: generation.id)
      let revision = try await store.revision(of: generation)
      report.generations.append(
        .init(
          id: generation.id, state: generation.state.rawValue, revision: generation.revision,
          documents: census.published, chunks: revision?.segments.reduce(0) { $0 + $1.chunks } ?? 0,
          segments: revision?.segments.count ?? 0, segmentBytes: revision?.segments.reduce(0) { $0 + $1.bytes } ?? 0,
          pendingFiles: census.extract.pending, pendingDocuments: census.chunk.pending,
          pendingChunks: census.embed.pending, pendingTokens: census.pendingTokens,
          quarantined: census.extract.quarantined + census.chunk.quarantined + census.embed.quarantined))
    }
    try output.print(report) { report.description }
  }
}

private struct StatusReport: Encodable, CustomStringConvertible {
  var pipeline: String
  var folder: String
  var catalogueBytes: Int
  var running = false
  var workers = 0
  var generations: [GenerationLine] = []
  var lastRun: RunRecord?

  struct GenerationLine: Encodable {
    var id: Int
    var state: String
    var revision: Int
    var documents: Int
    var chunks: Int
    var segments: Int
    var segmentBytes: Int
    var pendingFiles: Int
    var pendingDocuments: Int
    var pendingChunks: Int
    var pendingTokens: Int
    var quarantined: Int
  }

  var description: String {
    var lines = ["\(pipeline) in \(folder) (catalogue \(Quantity.bytes(catalogueBytes)))"]
    if generations.isEmpty { lines.append("no generation yet") }
    for generation in generations {
      lines.append(
        "generation \(generation.id) \(generation.state), revision \(generation.revision): \(generation.documents) documents, \(generation.chunks) chunks in \(generation.segments) segments (\(Quantity.bytes(generation.segmentBytes)))"
      )
      if generation.pendingFiles + generation.pendingDocuments + generation.pendingChunks > 0 {
        lines.append(
          "  left to do: \(generation.pendingFiles) files, \(generation.pendingDocuments) documents, \(generation.pendingChunks) chunks (\(generation.pendingTokens) tokens)"
        )
      }
      if generation.quarantined > 0 { lines.append("  \(generation.quarantined) items quarantined") }
    }
    if let lastRun {
      let state =
        !running ? lastRun.outcome.rawValue : workers > 0 ? "running, \(workers) at work" : "killed; run again to go on"
      lines.append("last run \(lastRun.id): \(state), started \(Quantity.time(lastRun.startedAt))")
    }
    return lines.joined(separator: "\n")
  }
}
