import ArgumentParser

struct GenerationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generation", abstract: "Look at generations, make one live, go back to one, drop old ones.",
    subcommands: [List.self, Show.self, Diff.self, Promote.self, Rollback.self, Prune.self],
    defaultSubcommand: List.self)
}
