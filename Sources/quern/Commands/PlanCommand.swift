import ArgumentParser
import Corpus
import Foundation
import Indexing
import Pipelines
import Running

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a run would do: per stage what is reused and what is to do.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  @Flag(help: "Exit 2 if a run would change anything.")
  var detailedExitcode = false

  func run() async throws {
    let plan = try pipeline.plan()
    let store = try await pipeline.openStore(plan)
    let bench = try await Composition(plan: plan, log: pipeline.log()).workbench(store: store)
    let forecast = try await Forecast(bench: bench)
    try output.print(forecast) { forecast.text(pipeline: plan.name, file: pipeline.file) }
    if detailedExitcode, forecast.hasChanges { try ExitStatus.changes.exit() }
  }
}

extension Forecast {
  func text(pipeline: String, file: String) -> String {
    guard hasChanges else { return "\(pipeline): nothing to do" }
    var lines = ["\(pipeline): \(generation)"]
    lines.append(
      "files      \(files.new) new, \(files.touched) touched, \(files.unchanged) unchanged, \(files.missing) gone")
    lines.append("extract    \(pendingFiles) files to read")
    lines.append(
      "chunk      \(pendingDocuments) documents with \(Quantity.bytes(pendingBytes)) to cut, besides those of new files"
    )
    lines.append("embed      \(pendingChunks) chunks with \(pendingTokens) tokens, besides those of new files")
    lines.append("in all     about \(estimatedTokens) tokens to embed")
    if let seconds = estimatedSeconds {
      lines.append("time       about \(ProgressDisplay.duration(seconds)) at the last run's pace")
    }
    if price > 0 { lines.append("price      about \(String(format: "%.2f", price))") }
    lines.append("next: quern run \(file)")
    return lines.joined(separator: "\n")
  }
}
