import ArgumentParser
import Corpus
import Indexing
import SQLiteStore

struct GenerationCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generation", abstract: "Look at generations, and drop old ones.",
    subcommands: [List.self, Prune.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List generations, oldest first.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let plan = try pipeline.plan()
      let generations = try await pipeline.existingStore(plan).generations().map(Line.init)
      try output.print(generations) { generations.map(\.summary).joined(separator: "\n") }
    }
  }

  struct Prune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Drop generations past generations.keep and soak, with what only they used.")

    @OptionGroup var pipeline: PipelineArguments

    func run() async throws {
      let plan = try pipeline.plan()
      let dropped = try await Composition.prune(plan, store: try pipeline.existingStore(plan))
      let names = dropped.map(String.init).joined(separator: ", ")
      print(dropped.isEmpty ? "nothing to drop" : "dropped generations \(names)")
    }
  }

  private struct Line: Encodable {
    var id: Int
    var state: String
    var revision: Int
    var dimension: Int
    var precision: String
    var extract: String
    var chunk: String
    var embed: String
    var index: String
    var createdAt: String
    var promotedAt: String?

    init(_ generation: Generation) {
      id = generation.id
      state = generation.state.rawValue
      revision = generation.revision
      dimension = generation.dimension
      precision = generation.precision
      extract = generation.fingerprints.extract.description
      chunk = generation.fingerprints.chunk.description
      embed = generation.fingerprints.embed.description
      index = generation.fingerprints.index.description
      createdAt = Quantity.time(generation.createdAt)
      promotedAt = generation.promotedAt.map(Quantity.time)
    }

    var summary: String {
      "generation \(id)  \(state)  revision \(revision)  \(dimension) × \(precision)  extract \(extract) chunk \(chunk) embed \(embed) index \(index)  created \(createdAt)"
    }
  }
}
