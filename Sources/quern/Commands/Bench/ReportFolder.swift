import Benchmarking
import Corpus
import Foundation

/// Where reports are kept: `NAME.json`, `NAME.md` and `NAME.html`.
struct ReportFolder {
  let path: String

  func write(_ report: BenchmarkReport) throws {
    let folder = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let contents = ["json": try JSONText.pretty(report) + "\n", "md": report.markdown, "html": report.html]
      for (kind, content) in contents {
        try Data(content.utf8).write(to: folder.appendingPathComponent("\(report.benchmark).\(kind)"), options: .atomic)
      }
    } catch {
      throw Failure(
        "bench.report", path, "cannot be written: \(error.localizedDescription)",
        remedy: "give --report a folder that can be", verdict: .stop(.input))
    }
  }

  /// - Throws: ``Failure`` `bench.report` if there is none, or it is of no version this one reads.
  static func read(_ path: String) throws -> BenchmarkReport {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)),
      let report = try? JSONDecoder().decode(BenchmarkReport.self, from: bytes)
    else {
      throw Failure(
        "bench.report", path, "is no benchmark report", remedy: "give a JSON file that quern bench … --report wrote",
        verdict: .stop(.input))
    }
    return report
  }
}
