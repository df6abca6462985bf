import ArgumentParser
import Corpus
import Indexing

struct QuarantineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "Look at what was set aside, try it again, or accept it.",
    subcommands: [List.self, Show.self, Retry.self, Discard.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List items that were set aside, with the reason.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions

    @Option(help: "Only one kind of reason.")
    var kind: QuarantineReason?

    @Option(help: "How many.")
    var limit = 100

    func run() async throws {
      let plan = try pipeline.plan()
      let all = try await pipeline.existingStore(plan).quarantined(uri: nil, limit: kind == nil ? limit : .max)
      let items = Array(all.filter { kind == nil || $0.reason == kind }.prefix(limit))
      try output.print(items.map(QuarantineLine.init)) {
        items.isEmpty ? "nothing is quarantined" : items.map { QuarantineLine($0).summary }.joined(separator: "\n")
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show one item: stage, reason, attempts, what to do.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions

    @Argument(help: "The item's URI.")
    var uri: String

    func run() async throws {
      let plan = try pipeline.plan()
      let items = try await pipeline.existingStore(plan).quarantined(uri: uri, limit: 100)
      guard !items.isEmpty else {
        throw Failure(
          "quarantine.notFound", uri, "is not quarantined", remedy: "quern quarantine list \(pipeline.file)",
          verdict: .stop(.input))
      }
      try output.print(items.map(QuarantineLine.init)) {
        items.map { QuarantineLine($0).details }.joined(separator: "\n\n")
      }
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Let the next run try items again.")

    @OptionGroup var pipeline: PipelineArguments

    @Argument(help: "The item's URI; all of them unless given.")
    var uri: String?

    func run() async throws {
      let plan = try pipeline.plan()
      let count = try await pipeline.existingStore(plan, writing: true).release(uri: uri)
      print("\(count) items released; next: quern run \(pipeline.file)")
    }
  }

  struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Accept that items are not indexed: they no longer count as failures.")

    @OptionGroup var pipeline: PipelineArguments

    @Argument(help: "The item's URI; all of them unless given.")
    var uri: String?

    func run() async throws {
      let plan = try pipeline.plan()
      let count = try await pipeline.existingStore(plan, writing: true).discard(uri: uri)
      print("\(count) items discarded")
    }
  }
}

private struct QuarantineLine: Encodable {
  var uri: String
  var source: String
  var stage: String
  /// What kind of reason it is.
  var kind: String
  var code: String
  var reason: String
  var remedy: String
  var attempts: Int
  var firstAt: String
  var lastAt: String
  var discarded: Bool

  init(_ item: QuarantinedItem) {
    uri = item.uri
    source = item.source
    stage = item.stage.rawValue
    kind = item.reason.rawValue
    code = item.failure.code
    reason = item.failure.problem
    remedy = item.failure.remedy
    attempts = item.attempts
    firstAt = Quantity.time(item.firstAt)
    lastAt = Quantity.time(item.lastAt)
    discarded = item.discarded
  }

  var summary: String { "\(uri): \(reason) (\(remedy)) [\(code)]\(discarded ? " discarded" : "")" }

  var details: String {
    """
    \(uri) (source \(source))
      stage     \(stage)
      kind      \(kind)
      reason    \(reason) [\(code)]
      remedy    \(remedy)
      attempts  \(attempts), first \(firstAt), last \(lastAt)\(discarded ? "\n  discarded" : "")
    """
  }
}

extension QuarantineReason: ExpressibleByArgument {}
