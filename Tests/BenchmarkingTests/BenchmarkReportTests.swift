import Benchmarking
import Foundation
import Testing

@Suite struct BenchmarkReportTests {
  @Test(arguments: [([], 0), ([3], 3), ([3, 1, 2], 2), ([4, 1, 3, 2], 2.5)] as [([Double], Double)])
  func `the median is the middle`(values: [Double], median: Double) {
    #expect(values.median == median)
  }

  @Test func `JSON has the stable keys and every run`() throws {
    var report = BenchmarkReport(benchmark: "embed", command: ["quern", "bench"])
    report.add("tokens", [10, 30, 20], "tokens/s")
    report.addRatio("over peer's", [10, 30], over: [5, 10])
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any]
    #expect(Set(json?.keys ?? [:].keys) == ["benchmark", "machine", "command", "results"])
    #expect(report.results.map(\.value) == [20, 2.5])
    #expect(report.results[1].runs == [2, 3])
    #expect(report.markdown.contains("| tokens | 20 | 10 | 30 | tokens/s |"))
  }
}
