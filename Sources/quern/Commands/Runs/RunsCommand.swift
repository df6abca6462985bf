import ArgumentParser

struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Look at runs: what they did, and what they worked with.",
    subcommands: [List.self, Show.self], defaultSubcommand: List.self)
}
