import ArgumentParser
import Corpus
import Indexing
import Pipelines
import Running

extension GenerationCommand {
  struct Promote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Bring a generation up to date, verify it, have it pass the gates, and make it live.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions
    @OptionGroup var run: RunArguments

    @Argument(help: "The generation's number.")
    var generation: Int

    @Option(help: "Why it goes live whatever the gates say; kept in the run's record.")
    var overrideGates: String?

    func validate() throws {
      if let overrideGates, !overrideGates.contains(where: { !$0.isWhitespace }) {
        throw ValidationError("--override-gates takes a reason")
      }
    }

    func run() async throws {
      let plan = try pipeline.plan()
      let found = try await pipeline.existingStore(plan).generations().numbered(generation, of: plan.name)
      try found.checkCandidate(of: plan.name)
      var options = run.options
      options.target = RunOptions.Target(generation: found.id, passesGates: true, override: overrideGates)
      try await run.execute(options, pipeline, output)
    }
  }

  struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Go back to an older generation: replay what changed since it retired, deletions above all, and swap.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions
    @OptionGroup var run: RunArguments

    @Argument(help: "The generation's number; the one that retired last unless given.")
    var generation: Int?

    func run() async throws {
      let plan = try pipeline.plan()
      let generations = try await pipeline.existingStore(plan).generations()
      let retired = generations.filter { $0.state == .retired }.max { ($0.retiredAt ?? 0) < ($1.retiredAt ?? 0) }
      guard let found = try generation.map({ try generations.numbered($0, of: plan.name) }) ?? retired else {
        throw Failure(
          "generation.absent", plan.name, "has no retired generation to go back to",
          remedy: "raise generations.keep and generations.soak to keep them longer", verdict: .stop(.input))
      }
      try found.checkCandidate(of: plan.name)
      var options = run.options
      options.target = RunOptions.Target(generation: found.id, passesGates: false)
      try await run.execute(options, pipeline, output)
    }
  }
}

extension Generation {
  /// - Throws: ``Failure`` if it cannot go live.
  fileprivate func checkCandidate(of pipeline: String) throws {
    switch state {
    case .building, .sealed, .retired: return
    case .live:
      throw Failure(
        "generation.live", pipeline, "generation \(id) is live already", remedy: "nothing is left to do",
        verdict: .stop(.usage))
    case .failed:
      throw Failure(
        "generation.failed", pipeline, "generation \(id) was given up", remedy: "quern reindex builds a new one",
        verdict: .stop(.usage))
    }
  }
}
