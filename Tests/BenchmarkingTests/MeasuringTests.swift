import Benchmarking
import Corpus
import Fixtures
import Foundation
import Pipelines
import Retrieval
import Testing

@Suite struct LatencyProfileTests {
  @Test func `percentiles are those of what was recorded, to three digits`() {
    var (first, second) = (LatencyProfile(), LatencyProfile())
    for millisecond in 1...500 { first.record(.milliseconds(millisecond)) }
    for millisecond in 501...1000 { second.record(.milliseconds(millisecond)) }
    first.add(second)
    #expect(first.count == 1000)
    for percent in [1.0, 50, 95, 99, 99.9] {
      #expect(abs(first.percentile(percent) / (percent * 10) - 1) < 0.002)
    }
    #expect(abs(first.mean - 500.5) < 1 && abs(first.highest - 1000) < 2)
    #expect(first.curve.last?.x == 99.9)
  }

  @Test func `nothing recorded is 0`() {
    #expect(LatencyProfile().percentile(99) == 0 && LatencyProfile().mean == 0 && LatencyProfile().curve.isEmpty)
  }
}

@Suite struct StrategyChoiceTests {
  private static func choice(_ quality: Double, _ latency: Double, _ memory: Double) -> StrategyChoice {
    StrategyChoice(strategy: .hybrid, quality: quality, mean: latency, latency: latency, memory: memory, rate: 1)
  }

  @Test(arguments: [
    (choice(0.6, 1, 10), choice(0.5, 1, 10), true), (choice(0.5, 1, 10), choice(0.5, 1, 10), false),
    (choice(0.6, 2, 10), choice(0.5, 1, 10), false), (choice(0.5, 1, 9), choice(0.5, 1, 10), true),
    (choice(0.5, 0.9, 11), choice(0.5, 1, 10), false),
  ])
  func `one beats another if it is nowhere worse and somewhere better`(
    first: StrategyChoice, second: StrategyChoice, dominates: Bool
  ) {
    #expect(first.dominates(second) == dominates)
    #expect(!second.dominates(first))
  }
}

@Suite struct SourceCopyTests {
  @Test func `one in a hundred files and lines is changed in a copy, and can be put back`() throws {
    let folder = try TemporaryFolder()
    for number in 0..<150 {
      try folder.write("<html><body><p>Größe \(number)</p></body></html>", to: "pages/\(1000 + number).html")
    }
    try folder.write([0x25, 0x50], to: "pages/a.pdf")
    let rows = (0..<250).map { "{\"text\":\"row \($0)\"}" } + ["no JSON", ""]
    let original = try folder.write(rows.joined(separator: "\n"), to: "rows.jsonl")
    let file = """
      apiVersion: quern/v1
      kind: Pipeline
      metadata: { name: copied }
      spec:
        sources:
          - { name: pages, path: \(folder.path)/pages }
          - { name: rows, path: \(original) }
      """
    let plan = try PipelineReader.plan(file: folder.file("pipeline.yaml"), text: file, environment: [:])

    let copy = try SourceCopy(of: plan, into: folder.file("work"))
    #expect(try copy.change() == 2 + 3)
    let changed = try String(contentsOfFile: copy.plan.sources[0].path + "/1000.html", encoding: .utf8)
    #expect(changed.hasPrefix("<html><body><p>Größe 0</p>") && changed.hasSuffix("</p>\n\n</body></html>"))
    let lines = try String(contentsOfFile: copy.plan.sources[1].path, encoding: .utf8).split(separator: "\n")
    #expect(zip(lines, rows).filter { $0 != $1 }.count == 3)
    #expect(lines[100] == #"{"text":"row 100 One more sentence was put in to see what a change costs."}"#)
    #expect(try String(contentsOfFile: original, encoding: .utf8) == rows.joined(separator: "\n"))

    try copy.restore()
    let restored = try Data(contentsOf: URL(fileURLWithPath: copy.plan.sources[1].path))
    #expect(restored == Data(rows.joined(separator: "\n").utf8))
  }
}
