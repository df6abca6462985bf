import Fixtures
import Foundation
import Instruments
import Testing

/// What reaches a terminal or a pipe: never a control sequence of somebody else's making.
@Suite struct TerminalTests {
  private static let escape = "\u{1B}"
  /// A title of the window, colours, a cleared screen, an 8-bit CSI, a bell, and a line that turns right to left.
  private static let hostile =
    "bolter \u{1B}]0;owned\u{07} \u{1B}[31mred \u{1B}[2J \u{9B}31m \u{07} \u{202E}gnorw \u{8}\u{8} end"

  private static func indexed() async throws -> Workspace {
    let place = try Workspace()
    try place.write(Pipeline(more: [Pipeline.tolerant]))
    try place.write("documents/plain.txt", hostile)
    try place.write("documents/\(escape)[31mname.md", "# Title \(hostile)\n\nThe bolter sifts meal.\n")
    let title = "<title>&#27;[31m&#155;31m</title>"
    try place.write("documents/page.html", "\(title)<h1>\(hostile)</h1><p>A bolter &#27;[2J.</p>")
    try place.write("documents/\(escape)[2Jempty.txt", "")
    try await place.quern("run", "pipeline.yaml")
    return place
  }

  @Test(arguments: [
    ["search", "bolter"], ["search", "bolter", "--strategy", "lexical", "--explain"], ["items"],
    ["quarantine", "list"],
    ["status"], ["runs"], ["run", "--full"], ["run", "--log-level", "debug", "--full"], ["plan"],
  ])
  func `escape sequences of documents and names are not passed on`(command: [String]) async throws {
    let place = try await Self.indexed()
    let file = command[0] == "quarantine" ? 2 : 1
    var arguments = command
    arguments.insert("pipeline.yaml", at: file)
    let outcome = try await place.quern.run(arguments, exits: 0)
    for scalar in outcome.all.unicodeScalars where scalar != "\n" {
      #expect(scalar.properties.generalCategory != .control, "U+\(String(scalar.value, radix: 16)) in \(arguments)")
      #expect(scalar != "\u{202E}", "text turned right to left in \(arguments)")
    }
  }

  @Test func `explain does not pass escape sequences on`() async throws {
    let place = try await Self.indexed()
    let answer: SearchAnswer = try await place.quern.json("search", "pipeline.yaml", "bolter", "--chunks")
    #expect(answer.hits.count >= 3)
    for hit in answer.hits {
      let shown = try await place.quern("explain", "pipeline.yaml", hit.chunk)
      #expect(!shown.all.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" || $0 == "\u{7}" })
    }
  }

  @Test func `JSON holds no control characters`() async throws {
    let place = try await Self.indexed()
    for command in [["search", "pipeline.yaml", "bolter", "-o", "json"], ["dump", "pipeline.yaml"]] {
      let outcome = try await place.quern.run(command, exits: 0)
      #expect(outcome.out.contains("bolter"))
      #expect(!outcome.out.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
  }

  @Test func `an error message does not pass on those of a URI that was asked for`() async throws {
    let place = try await Self.indexed()
    let refusal = try await place.quern("quarantine", "show", "pipeline.yaml", "\(Self.escape)[31mx", exits: 65)
    #expect(!refusal.all.contains(Self.escape))
  }

  @Test func `JSON logs are a JSON object a line`() async throws {
    let place = try Workspace()
    try place.write(Pipeline(more: [Pipeline.tolerant]))
    try place.write("documents/empty.txt", "")
    let outcome = try await place.quern("run", "pipeline.yaml", "--log-format", "json")
    let lines = outcome.err.split(separator: "\n")
    #expect(!lines.isEmpty)
    for line in lines {
      #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) is [String: Any], "\(line)")
    }
  }

  @Test(.enabled(if: Program("script") != nil, "needs script(1), which gives a program a terminal"))
  func `a terminal gets a bar per stage, and no colour where NO_COLOR is set`() async throws {
    let place = try Workspace()
    var random = SeededGenerator(seed: 1)
    try place.write(Pipeline(more: [Pipeline.tolerant]))
    try place.writeProse(40, using: &random)
    try place.write("documents/empty.txt", "")
    var quern = place.quern
    quern.environment["TERM"] = "xterm"
    quern.environment["NO_COLOR"] = "1"
    let run = try await quern.shell(#"script -qec "$QUERN run pipeline.yaml" /dev/null"#)
    #expect(run.ending == .code(0), "\(run)")
    for stage in ["extract", "chunk", "embed"] { #expect(run.out.contains("\(stage)")) }
    #expect(run.out.contains("░") || run.out.contains("█"), "\(run)")
    #expect(run.out.firstRange(of: /\u{1B}\[[0-9;]*m/) == nil, "\(run)")

    let plain = try await place.quern("run", "pipeline.yaml", "--full")
    #expect(!plain.all.contains(Self.escape) && !plain.all.contains("░"))
  }
}
