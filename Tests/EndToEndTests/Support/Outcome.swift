import Foundation

/// What a program said and how it ended.
struct Outcome: Sendable, CustomStringConvertible {
  var command: String
  var ending: Ending
  var out: String
  var err: String

  init(of program: RunningProgram) async {
    ending = await program.ending()
    let launch = program.launch
    command = ([URL(fileURLWithPath: launch.executable).lastPathComponent] + launch.arguments).joined(separator: " ")
    out = Self.text(launch.output)
    err = Self.text(launch.errors)
    for path in [launch.output, launch.errors] { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Both streams, for what must appear in neither.
  var all: String { out + err }

  /// The command, its ending, and the ends of what it said.
  var description: String { "\(command): \(ending)\n\(out.suffix(1_500))\n\(err.suffix(1_500))" }

  private static func text(_ path: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
  }
}
