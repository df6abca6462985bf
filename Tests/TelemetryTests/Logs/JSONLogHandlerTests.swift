import Foundation
import Logging
import Telemetry
import Testing

@Suite struct JSONLogHandlerTests {
  private let capture = LogCapture()

  private func logger(provider: Logger.MetadataProvider? = nil) -> Logger {
    Logger(label: "quern") { [capture] label in
      JSONLogHandler(
        label: label, sink: capture.sink, now: { WallTime(seconds: 1_770_091_506, milliseconds: 89) },
        metadataProvider: provider)
    }
  }

  @Test func `a line holds time, level, logger, message and metadata`() {
    logger().warning("manual/x.html: no text", metadata: ["stage": "extract", "bytes": "\(12)"])
    #expect(
      capture.lines == [
        #"{"time":"2026-02-03T04:05:06.089Z","level":"warning","logger":"quern","message":"manual/x.html: no text","#
          + #""metadata":{"bytes":"12","stage":"extract"}}"# + "\n"
      ])
  }

  @Test func `no metadata, no key`() {
    logger().info("ready")
    #expect(capture.lines.count == 1 && !capture.lines[0].contains("metadata"))
  }

  @Test func `numbers, booleans, lists and objects keep their kind`() throws {
    logger().info(
      "m",
      metadata: [
        "count": .stringConvertible(3), "rate": .stringConvertible(0.5), "odd": .stringConvertible(Double.nan),
        "done": .stringConvertible(true), "list": ["a", ["b": "c"]], "empty": [],
      ])
    let fields = try #require(try object()["metadata"] as? [String: Any])
    #expect(
      capture.lines[0].contains(#""count":3,"done":true,"empty":[],"list":["a",{"b":"c"}],"odd":"nan","rate":0.5"#))
    #expect(fields.count == 6)
  }

  @Test(arguments: [
    "line\nbreak\r\n", "quote\" and back\\slash", "nul\u{0} escape\u{1B}[2J bell\u{07} del\u{7F}",
    "C1 \u{9B}31m \u{85}",
    "\u{202E}override \u{2066}isolate", "separators \u{2028} \u{2029}", "日本語 👩‍👩‍👧 é", "",
  ])
  func `any text survives as one line of valid JSON that steers no terminal`(text: String) throws {
    logger().error("\(text)", metadata: ["\(text)": "\(text)"])
    let line = try #require(capture.lines.first)
    #expect(line.hasSuffix("}\n"))
    #expect(
      line.dropLast().unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && !$0.properties.isBidiControl
      })
    let object = try object()
    #expect(object["message"] as? String == text)
    #expect((object["metadata"] as? [String: String]) == [text: text])
  }

  @Test func `the nearest metadata wins, and an error is a field`() throws {
    struct Broken: Error, CustomStringConvertible { var description: String { "a.pdf: broken" } }
    var logger = logger(provider: Logger.MetadataProvider { ["run": "provider", "stage": "provider"] })
    logger[metadataKey: "run"] = "logger"
    logger[metadataKey: "pipeline"] = "logger"
    logger.info("m", error: Broken(), metadata: ["stage": "event"])
    let fields = try #require(try object()["metadata"] as? [String: String])
    #expect(fields == ["pipeline": "logger", "run": "provider", "stage": "event", "error": "a.pdf: broken"])
  }

  @Test func `levels below the threshold are not written`() {
    var logger = logger()
    logger.logLevel = .warning
    logger.info("quiet")
    logger.warning("loud")
    #expect(capture.lines.count == 1)
  }

  private func object() throws -> [String: Any] {
    let line = try #require(capture.lines.first)
    return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
  }
}
