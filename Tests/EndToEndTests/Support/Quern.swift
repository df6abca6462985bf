import Foundation
import Testing

/// The program `quern`, run in a folder as a user runs it.
struct Quern: Sendable {
  let folder: String
  var environment: [String: String] = [:]
  /// Whether its programs wait until few others run.
  var takesTurn = true
  /// After this it counts as hung.
  var limit: Duration = .seconds(900)

  /// Runs a command that is expected to exit with `exits`; anything else fails the test and shows what it said.
  @discardableResult
  func callAsFunction(
    _ arguments: String..., exits expected: Int32 = 0, at location: SourceLocation = #_sourceLocation
  ) async throws -> Outcome {
    try await run(arguments, exits: expected, at: location)
  }

  /// Runs a command with `-o json` and reads its answer.
  func json<Answer: Decodable>(
    _ arguments: String..., exits expected: Int32 = 0, at location: SourceLocation = #_sourceLocation
  ) async throws -> Answer {
    let outcome = try await run(arguments + ["-o", "json"], exits: expected, at: location)
    do {
      return try Self.decoded(outcome.out)
    } catch {
      Issue.record("not the JSON that docs/cli.md promises: \(error)\n\(outcome)", sourceLocation: location)
      throw error
    }
  }

  static func decoded<Answer: Decodable>(_ text: String, as type: Answer.Type = Answer.self) throws -> Answer {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(text.utf8))
  }

  func run(
    _ arguments: [String], exits expected: Int32, at location: SourceLocation = #_sourceLocation
  ) async throws -> Outcome {
    let outcome = await Outcome(of: try await start(arguments))
    #expect(outcome.ending == .code(expected), "\(outcome)", sourceLocation: location)
    return outcome
  }

  func start(_ arguments: [String]) async throws -> RunningProgram {
    try await start(Programs.quern(), arguments)
  }

  /// Runs a Bash script in the folder; `$QUERN` is the program.
  func shell(_ script: String) async throws -> Outcome {
    await Outcome(of: try await start(script: script))
  }

  /// Starts a Bash script in the folder, as one that ends in `exec $QUERN …`.
  func start(script: String) async throws -> RunningProgram { try await start("/bin/bash", ["-c", script]) }

  private func start(_ executable: String, _ arguments: [String]) async throws -> RunningProgram {
    let streams = "\(folder)/streams/\(UUID().uuidString)"
    var variables = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "\(folder)/home",
      "TMPDIR": "\(folder)/temporary", "LANG": "C.UTF-8", "QUERN": try Programs.quern(),
    ]
    variables.merge(environment) { $1 }
    return try await RunningProgram(
      Launch(
        executable: executable, arguments: arguments, folder: folder, environment: variables,
        output: "\(streams).out", errors: "\(streams).err"),
      limit: limit, takesTurn: takesTurn)
  }
}
