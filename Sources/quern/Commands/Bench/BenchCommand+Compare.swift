import ArgumentParser
import Benchmarking
import Corpus
import Foundation

extension BenchCommand {
  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say what got better or worse from one report to the next; exit 3 on a regression.")

    @Argument(help: "The earlier report's JSON.", completion: .file(extensions: ["json"]))
    var before: String

    @Argument(help: "The later report's JSON.", completion: .file(extensions: ["json"]))
    var after: String

    @Option(help: "How much worse a figure may be, in percent.")
    var threshold = 5.0

    func validate() throws {
      if !(threshold >= 0 && threshold.isFinite) { throw ValidationError("--threshold takes percent, from 0") }
    }

    func run() throws {
      let (old, new) = (try ReportFolder.read(before), try ReportFolder.read(after))
      let comparison = ReportComparison(from: old, to: new, threshold: threshold / 100)
      guard !comparison.changes.isEmpty else {
        throw Failure(
          "bench.compare", after, "has no figure in common with \(before)",
          remedy: "compare two reports of the same benchmark: these are of \(old.benchmark) and \(new.benchmark)",
          verdict: .stop(.input))
      }
      print(comparison.markdown)
      if !comparison.regressions.isEmpty { try ExitStatus.overThreshold.exit() }
    }
  }
}
