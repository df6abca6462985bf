import Corpus
import Foundation

/// A program that does the same work, run in turn with ours.
package struct Peer: Sendable {
  /// The command, split at white space; it gets no shell.
  package var command: [String]

  package init(_ command: String) { self.command = command.split(separator: " ").map(String.init) }

  /// Runs it once.
  ///
  /// - Parameter file: takes the place of `{}` in the command.
  /// - Returns: seconds it took, and the last line it printed.
  /// - Throws: ``Failure`` `bench.peer` if it cannot be run or fails.
  package func run(file: String? = nil) async throws -> (seconds: Double, lastLine: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command.map { $0 == "{}" ? file ?? $0 : $0 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let clock = ContinuousClock()
    let started = clock.now
    var bytes = Data()
    do {
      try process.run()
      bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    } catch {
      throw trouble("\(error)")
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw trouble("it ended with \(process.terminationStatus)") }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return ((clock.now - started) / .seconds(1), lines.last.map(String.init) ?? "")
  }

  /// Runs it once and reads a number from the JSON object on the last line it prints.
  package func figure(_ key: String) async throws -> Double {
    let line = try await run().lastLine
    guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
      let number = object[key] as? Double
    else { throw trouble("it printed no JSON line with \"\(key)\"") }
    return number
  }

  private func trouble(_ problem: String) -> Failure {
    Failure(
      "bench.peer", command.joined(separator: " "), "gives no figure: \(problem)",
      remedy: "run it by hand, or leave --peer out", verdict: .stop(.dependency))
  }
}
