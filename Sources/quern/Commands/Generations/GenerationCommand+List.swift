import ArgumentParser
import Corpus
import Indexing
import Pipelines

extension GenerationCommand {
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List generations, oldest first.")

    @OptionGroup var pipeline: PipelineArguments
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let plan = try pipeline.plan()
      let generations = try await pipeline.existingStore(plan).generations().map(GenerationLine.init)
      try output.print(generations) { generations.map(\.summary).joined(separator: "\n") }
    }
  }
}

/// A generation, as it is listed.
struct GenerationLine: Encodable {
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
  var retiredAt: String?

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
    retiredAt = generation.retiredAt.map(Quantity.time)
  }

  var summary: String {
    "generation \(id)  \(state)  revision \(revision)  \(dimension) × \(precision)  extract \(extract) chunk \(chunk) embed \(embed) index \(index)  created \(createdAt)"
  }
}
