import ArgumentParser
import Corpus
import Indexing
import Pipelines

struct ItemsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "items", abstract: "List documents, with how far each has got.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  @Option(help: "Only documents whose URI holds this text.")
  var matching: String?

  @Option(help: "How many.")
  var limit = 100

  func run() async throws {
    let plan = try pipeline.plan()
    let store = try await pipeline.existingStore(plan)
    guard let generation = try await store.generations().last(where: { [.live, .building].contains($0.state) }) else {
      throw Failure(
        "index.absent", plan.name, "has no generation", remedy: "quern run \(pipeline.file)", verdict: .stop(.input))
    }
    let items = try await store.items(matching: matching, fingerprints: generation.fingerprints, limit: limit)
    try output.print(items) {
      items.map { item in
        let chunks = item.chunks.map { "\(item.embedded)/\($0) chunks embedded" } ?? "not cut yet"
        let state = item.indexed ? "searchable" : "not searchable"
        return "\(item.uri)  \(item.mediaType), \(Quantity.bytes(item.bytes)), \(chunks), \(state)"
      }.joined(separator: "\n")
    }
  }
}
