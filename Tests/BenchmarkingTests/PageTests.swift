import Benchmarking
import Foundation
import Testing

@Suite struct PageTests {
  private static let hostile = "<script>alert('1')</script> & \"q\""

  private static var report: BenchmarkReport {
    var report = BenchmarkReport(benchmark: hostile, command: ["quern", "it's", hostile])
    report.add(hostile, [1, 2, 3], hostile)
    report.sections = [
      ReportSection(
        hostile, sentences: [hostile],
        table: ReportTable([ReportTable.Column(stringLiteral: hostile), .number("n")], [[hostile, "a|b\nc"]]),
        plots: [
          BarPlot(hostile, [.init(hostile, 3, spread: 1...4), .init("b", -2), .init("none", 0)]),
          BarPlot("no bars", []),
          PercentilePlot(hostile, [Series(hostile, [.init(0, 1), .init(50, 2), .init(99.9, 40)]), Series("b", [])]),
          TimelinePlot(hostile, unit: hostile, [Series(hostile, [.init(0.5, 100)])]),
          TimelinePlot("nothing", unit: "x", []),
          ScatterPlot(
            hostile, cost: "ms", worth: "nDCG",
            [
              .init(hostile, cost: 1, worth: 0.5, isParetoOptimal: true),
              .init("b", cost: 9, worth: 0.5, isParetoOptimal: false),
              .init("odd", cost: .nan, worth: .infinity, isParetoOptimal: false),
            ]),
        ])
    ]
    return report
  }

  @Test func `a page is well-formed, and foreign text stays text`() throws {
    let page = Self.report.html
    #expect(!page.contains("<script>"))
    // Everything but the doctype and the void elements of the head is XML.
    let body = try #require(page.range(of: "<body>")).lowerBound..<(try #require(page.range(of: "</body>"))).upperBound
    let parser = XMLParserProxy(String(page[body]))
    #expect(parser.isWellFormed, "\(parser.problem)")
  }

  @Test func `names of choices that stand together do not cover each other`() throws {
    let choices = (0..<4).map {
      ScatterPlot.Choice("choice \($0)", cost: 1, worth: 0.5, isParetoOptimal: $0 == 0)
    }
    let drawing = ScatterPlot("crowd", cost: "ms", worth: "nDCG", choices).svg
    let places = drawing.matches(of: /<text x="([0-9.-]+)" y="([0-9.-]+)" text-anchor="([a-z]+)" class="halo">/).map {
      "\($0.1) \($0.2) \($0.3)"
    }
    #expect(places.count == 4 && Set(places).count == 4, "\(places)")
  }

  @Test(arguments: [(0.0, "0.2"), (0.58, "0.6"), (3, "4"), (-3, "-3")])
  func `ticks of a single value are round numbers`(value: Double, tick: String) {
    let drawing = ScatterPlot("one", cost: "ms", worth: "x", [.init("a", cost: 1, worth: value, isParetoOptimal: true)])
      .svg
    #expect(drawing.contains(">\(tick)</text>"), "\(drawing)")
  }

  @Test func `a page asks nothing of anybody else`() {
    let page = Self.report.html
    for word in ["http://", "https://", "url(", "@import", "src=", "<link"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("prefers-color-scheme: dark"))
  }

  @Test func `drawings hold no number that is none`() {
    let page = Self.report.html
    #expect(!page.contains("nan") && !page.contains("inf\""))
  }

  @Test func `tables in Markdown keep their columns`() {
    #expect(Self.report.markdown.contains("a\\|b c |"))
    #expect(Self.report.markdown.contains("'it'\\''s'"))
  }
}

/// Says whether text is well-formed XML: every element is closed in its order, and text is escaped.
private struct XMLParserProxy {
  private(set) var problem = ""
  var isWellFormed: Bool { problem.isEmpty }

  init(_ text: String) {
    var open: [String] = []
    var rest = text[...]
    while let start = rest.firstIndex(where: { $0 == "<" || $0 == ">" }) {
      guard rest[start] == "<", let end = rest[start...].firstIndex(of: ">") else {
        problem = "a stray bracket near \(rest[start...].prefix(40))"
        return
      }
      let tag = rest[rest.index(after: start)..<end]
      rest = rest[rest.index(after: end)...]
      let name = String(tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
      if tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        guard open.popLast() == name else {
          problem = "</\(name)> closes something else"
          return
        }
      } else {
        open.append(name)
      }
    }
    if !open.isEmpty { problem = "left open: \(open)" }
  }
}
