import Foundation
import Telemetry
import Testing

@Suite struct MetricPageTests {
  @Test func `the committed page is made from the table`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/metrics.md")
    if ProcessInfo.processInfo.environment["QUERN_UPDATE_METRICS"] == "1" {
      try Metric.page().write(to: file, atomically: true, encoding: .utf8)
    }
    let isSame = try String(contentsOf: file, encoding: .utf8) == Metric.page()
    #expect(isSame, "docs/metrics.md is another: run the tests with QUERN_UPDATE_METRICS=1")
  }

  @Test func `names are unlike, and follow Prometheus' rules`() {
    #expect(Set(Metric.known.map(\.name)).count == Metric.known.count)
    for metric in Metric.known {
      #expect(metric.name.wholeMatch(of: /[a-z]+(_[a-z]+)+/) != nil, "\(metric.name)")
      #expect(metric.name.hasSuffix("_total") == (metric.kind == .counter), "\(metric.name)")
      #expect(metric.help.hasSuffix(".") && !metric.help.contains("\n"), "\(metric.name)")
      if case .histogram(let bounds) = metric.kind {
        #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count)
      }
    }
  }
}
