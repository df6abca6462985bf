import Foundation
import Telemetry
import Testing

@Suite struct MetricPageTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func `the committed page is made from the table`() throws {
    let file = Self.root.appending(path: "docs/metrics.md")
    if ProcessInfo.processInfo.environment["QUERN_UPDATE_METRICS"] == "1" {
      try Metric.page().write(to: file, atomically: true, encoding: .utf8)
    }
    let isSame = try String(contentsOf: file, encoding: .utf8) == Metric.page()
    #expect(isSame, "docs/metrics.md is another: run the tests with QUERN_UPDATE_METRICS=1")
  }

  @Test func `whatever the program measures is in the table, and nothing else is`() throws {
    let sources = Self.root.appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var measured: Set<String> = []
    for case let file as URL in files where file.pathExtension == "swift" && !file.path.contains("/Known/") {
      let text = try String(contentsOf: file, encoding: .utf8)
      measured.formUnion(text.matches(of: /"(rag_[a-z_]+)"/).map { String($0.1) })
    }
    // A cache makes two names of its own.
    for cache in ["rag_answer_cache", "rag_embedding_cache"] where measured.remove(cache) != nil {
      measured.formUnion(["\(cache)_hits_total", "\(cache)_misses_total"])
    }
    let known = Set(Metric.known.map(\.name).filter { $0.hasPrefix("rag_") })
    #expect(
      measured.subtracting(known).isEmpty && known.subtracting(measured).isEmpty,
      "\(measured.symmetricDifference(known))")
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
