import Benchmarking
import Corpus
import Foundation

/// Where reports are kept: `NAME.json`, `NAME.md` and `NAME.html`.
struct ReportFolder {
  let path: String

  /// Sees that reports can be written, before something is measured for long.
  func prepare() throws {
    try writing { try FileManager.default.createDirectory(at: $0, withIntermediateDirectories: true) }
  }

  func write(_ report: BenchmarkReport) throws {
    try prepare()
    let contents = ["json": try JSONText.pretty(report) + "\n", "md": report.markdown, "html": report.html]
    for (kind, content) in contents {
      try writing {
        try Data(content.utf8).write(to: $0.appendingPathComponent("\(report.benchmark).\(kind)"), options: .atomic)
      }
    }
  }

  private func writing(_ body: (URL) throws -> Void) throws {
    do {
      try body(URL(fileURLWithPath: path))
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
