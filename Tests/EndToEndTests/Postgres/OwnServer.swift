import Corpus
import Foundation
import Glibc
import Testing

/// A server that a test may restart and stop.
final class OwnServer: Sendable {
  let url: String
  private let place: TemporaryFolder
  private var folder: String { place.path }

  init() async throws {
    place = try TemporaryFolder()
    url = try await Self.run("start", place.path)
  }

  deinit {
    // It may stand still; and what it has elsewhere only the script knows.
    try? signal(SIGCONT)
    let stop = Launch(
      executable: "/bin/bash", arguments: [Self.script, "stop", folder, "immediate"], folder: "/",
      environment: ProcessInfo.processInfo.environment, output: "/dev/null", errors: "/dev/null")
    if let process = try? stop.start() { waitpid(process, nil, 0) }
  }

  func start() async throws { _ = try await Self.run("start", folder) }
  func stop() async throws { _ = try await Self.run("stop", folder, "immediate") }

  func restart() async throws {
    try await stop()
    try await start()
  }

  /// Lets all of its processes stand still, or go on.
  func freeze(_ isFrozen: Bool) throws { try signal(isFrozen ? SIGSTOP : SIGCONT) }

  private func signal(_ number: Int32) throws {
    let process = try process
    let children = try String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
    for one in [process] + children.split(separator: " ").compactMap({ pid_t($0) }) { kill(one, number) }
  }

  private var process: pid_t {
    get throws {
      let file = try String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8)
      return try #require(file.split(separator: "\n").first.flatMap { pid_t($0) })
    }
  }

  /// Runs a statement.
  func sql(_ statement: String) async throws {
    let folder = try await Self.run("bin")
    _ = try await Self.outcome("\(folder)/psql", ["--quiet", "--set=ON_ERROR_STOP=1", "--command=\(statement)", url])
  }

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../scripts/postgres").standardizedFileURL.path(percentEncoded: false)

  private static func run(_ arguments: String...) async throws -> String {
    try await outcome("/bin/bash", [script] + arguments)
  }

  private static func outcome(_ executable: String, _ arguments: [String]) async throws -> String {
    let streams = try TemporaryFolder()
    let outcome = await Outcome(
      of: try await RunningProgram(
        Launch(
          executable: executable, arguments: arguments, folder: "/",
          environment: ProcessInfo.processInfo.environment, output: streams.file("out"), errors: streams.file("err")),
        limit: .seconds(900)))
    #expect(outcome.ending == .code(0), "\(outcome)")
    return outcome.out.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
