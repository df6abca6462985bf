import Logging
import Telemetry
import Testing

@Suite struct ConsoleLogHandlerTests {
  private let capture = LogCapture()

  private func logger(inColour: Bool) -> Logger {
    Logger(label: "quern") { [capture] _ in
      ConsoleLogHandler(inColour: inColour, sink: capture.sink, now: { WallTime(seconds: 1_770_091_506) })
    }
  }

  @Test func `a line is time, level, message and fields`() throws {
    logger(inColour: false).warning("manual/x.html: no text", metadata: ["stage": "extract", "bytes": "12"])
    let line = try #require(capture.lines.first)
    #expect(line.wholeMatch(of: /\d\d:\d\d:06 warning manual\/x\.html: no text  bytes=12  stage=extract\n/) != nil)
  }

  @Test func `a hostile name forges no line and moves no cursor`() throws {
    logger(inColour: false).error("a\u{1B}[2J\n12:00:00 info all is well", metadata: ["name": "b\u{9B}1A\n"])
    let line = try #require(capture.lines.first)
    #expect(line.dropFirst(9) == "error a 12:00:00 info all is well  name=b \n")
  }

  @Test(arguments: [
    (Logger.Level.warning, "\u{1B}[33mwarning\u{1B}[0m"), (.error, "\u{1B}[31merror\u{1B}[0m"), (.info, " info "),
  ])
  func `the level is coloured where colour is wanted`(level: Logger.Level, expected: String) throws {
    logger(inColour: true).log(level: level, "m")
    #expect(try #require(capture.lines.first).contains(expected))
  }

  @Test(
    arguments: [
      [:], ["NO_COLOR": "", "TERM": "xterm"], ["NO_COLOR": "1"], ["TERM": "dumb"],
    ] as [[String: String]])
  func `what is no terminal never gets colours`(environment: [String: String]) {
    #expect(!Colour.wanted(on: -1, environment: environment))
  }

  @Test(
    arguments: [
      ([:], true), (["NO_COLOR": ""], true), (["NO_COLOR": "1"], false), (["NO_COLOR": "0"], false),
      (["TERM": "dumb"], false),
    ] as [([String: String], Bool)])
  func `NO_COLOR and a dumb terminal are respected`(environment: [String: String], expected: Bool) {
    #expect(Colour.allowed(by: environment) == expected)
  }
}
