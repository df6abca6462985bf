import Fixtures
import Testing

extension Workspace {
  /// A folder with `count` short texts, indexed by a first run.
  static func indexed(_ count: Int = 5, _ pipeline: Pipeline = Pipeline()) async throws -> Workspace {
    let place = try Workspace()
    var random = SeededGenerator(seed: 7)
    try place.write(pipeline)
    try place.writeProse(count, using: &random)
    try await place.quern("run", "pipeline.yaml")
    return place
  }

  /// Does something to the catalogue of ``indexed(_:_:)`` behind the program's back.
  func sql(_ statement: String) async throws {
    let script = """
      python3 - <<'END'
      import sqlite3
      db = sqlite3.connect(".quern/small/catalogue.sqlite")
      db.executescript(\"\"\"\(statement)\"\"\")
      db.commit()
      END
      """
    let outcome = try await quern.shell(script)
    #expect(outcome.ending == .code(0), "\(outcome)")
  }

  /// The URI of a text of ``writeProse(_:words:using:)``.
  static func uri(_ number: Int) -> String { String(prose(number).dropFirst("documents/".count)) }
}

extension Quern {
  /// Runs the pipeline; whatever it does, its books must balance.
  @discardableResult
  func record(
    _ options: String..., exits expected: Int32 = 0, at location: SourceLocation = #_sourceLocation
  ) async throws -> RunAnswer {
    let outcome = try await run(["run", "pipeline.yaml", "-o", "json"] + options, exits: expected, at: location)
    let record: RunAnswer = try Self.decoded(outcome.out)
    for (name, counts) in record.stages {
      #expect(counts.isBalanced, "\(name): \(counts)", sourceLocation: location)
    }
    return record
  }

  /// The documents that hold a word, best first.
  func find(_ word: String, _ options: String..., at location: SourceLocation = #_sourceLocation) async throws
    -> [String]
  {
    let outcome = try await run(
      ["search", "pipeline.yaml", word, "--strategy", "lexical", "-o", "json"] + options, exits: 0, at: location)
    let answer: SearchAnswer = try Self.decoded(outcome.out)
    return answer.hits.map(\.uri)
  }
}
