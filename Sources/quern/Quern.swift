import ArgumentParser

struct Quern: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quern",
    abstract: "Turns document collections into searchable indexes.",
    discussion: """
      A pipeline file says what to read and how; quern run does what is missing, and may be killed and run again at any
      moment. Start with quern init, or with pipelines/ in the repository.

      Exit codes: 0 done, 2 plan has changes, 3 over a threshold, 4 refused by a gate, 5 budget reached, \
      6 verify found differences, 64 usage, 65 input \
      unusable, 69 a dependency is down, 75 interrupted, 78 bad configuration, 1 anything else.
      """,
    version: Version.current,
    groupedSubcommands: [
      CommandGroup(
        name: "Start",
        subcommands: [InitCommand.self, ValidateCommand.self, DoctorCommand.self, ModelCommand.self]),
      CommandGroup(name: "Index", subcommands: [PlanCommand.self, RunCommand.self, ReindexCommand.self]),
      CommandGroup(name: "Serve", subcommands: [ServeCommand.self, KeyCommand.self]),
      CommandGroup(
        name: "Look",
        subcommands: [
          SearchCommand.self, ExplainCommand.self, StatusCommand.self, RunsCommand.self, ItemsCommand.self,
          QuarantineCommand.self, GenerationCommand.self, VerifyCommand.self, DumpCommand.self,
        ]),
      CommandGroup(name: "Measure", subcommands: [EvalCommand.self, WhyNotCommand.self, BenchCommand.self]),
      CommandGroup(
        name: "Reference",
        subcommands: [
          MigrateCommand.self, RenderCommand.self, ConfigCommand.self, SchemaCommand.self, CompletionsCommand.self,
        ]),
    ])
}
