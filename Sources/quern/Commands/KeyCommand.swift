import ArgumentParser
import Foundation
import Guarding

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Make an API key for a query server.",
    discussion: """
      The key goes to standard error, once; nobody can find it out again. Standard output gets the line with its hash, for \
      the file that a server's auth.apiKeys names:

        quern key billing --pipeline manual >> keys

      The file is read again when it changes. Delete a line, and its key is refused within a second.
      """)

  @Argument(help: "Who the key is for; shown in logs. A name may have several keys.")
  var name: String

  @Option(name: .customLong("pipeline"), help: "A pipeline that may be searched; all if none is named.")
  var pipelines: [String] = []

  func run() throws {
    let (key, line) = try APIKeyLine.make(name: name, pipelines: pipelines)
    FileHandle.standardError.write(Data("\(key)\n".utf8))
    print(line)
  }
}
