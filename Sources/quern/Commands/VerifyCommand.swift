import ArgumentParser
import Corpus
import Indexing
import Pipelines
import Running

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare segments, catalogue and sources with each other; exit 6 if they differ, or mend it.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  @Flag(help: "Take out what is wrong, and run the pipeline to make it anew.")
  var repair = false

  func run() async throws {
    let plan = try pipeline.plan()
    let store = try await pipeline.existingStore(plan, writing: repair)
    let verification = Verification(store: store, plan: plan)
    var report = try await verification.report()
    var mended: [String] = []
    if repair, !report.isSound {
      mended = try await Repair(store: store).mend()
      let bench = try await Composition(plan: plan, log: pipeline.log()).workbench(store: store)
      let record = try await Runner(
        bench: bench, options: RunOptions(), stop: StopSignal(), progress: RunProgress()
      ).run()
      mended.append("run \(record.id): \(record.stages[.index]?.done ?? 0) documents indexed")
      report = try await verification.report()
    }
    let answer = Answer(report: report, repaired: mended)
    try output.print(answer) { answer.text(file: pipeline.file) }
    if !report.isSound { try ExitStatus.differences.exit() }
  }

  private struct Answer: Encodable {
    var segments: Int
    var documents: Int
    var findings: [VerificationReport.Finding]
    var repaired: [String]

    init(report: VerificationReport, repaired: [String]) {
      segments = report.segments
      documents = report.documents
      findings = report.findings
      self.repaired = repaired
    }

    func text(file: String) -> String {
      var lines = repaired
      for finding in findings {
        let place = finding.generation.map { "generation \($0): " } ?? ""
        lines.append("\(finding.kind.rawValue)  \(place)\(finding.subject): \(finding.problem)")
      }
      if findings.isEmpty {
        lines.append("\(segments) segments with \(documents) documents are sound")
      } else if findings.allSatisfy({ $0.kind == .lagging }) {
        lines.append("next: quern run \(file)")
      } else {
        lines.append("next: quern verify \(file) --repair")
      }
      return lines.joined(separator: "\n")
    }
  }
}
