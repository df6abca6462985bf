import ArgumentParser
import Corpus
import Foundation
import Indexing
import Pipelines
import Retrieval
import Segments

struct WhyNotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why-not", abstract: "Say where a document is lost on its way to the answer of a query.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  @Argument(help: "The query.")
  var query: String

  @Argument(help: "The document's URI, or how it ends, as quern items prints it.")
  var document: String

  @Option(name: [.customShort("k"), .long], help: "Hits of the search.")
  var maxResults = 10

  @Option(help: "The filter of the search; may be given several times.")
  var filter: [String] = []

  @Option(help: "Look in this generation instead of the live one.")
  var generation: Int?

  func run() async throws {
    let plan = try pipeline.plan()
    let request = SearchRequest(query, maxResults: maxResults, filter: try Filter(conditions: filter))
    try request.check()
    let store = try await pipeline.existingStore(plan)
    let index = try await SearchableIndex(
      plan: plan, store: store, generation: generation, log: pipeline.log(), threads: 1)
    let report = try await DocumentFate(
      document: document, request: request, hasFilter: !filter.isEmpty, index: index, store: store
    ).report(file: pipeline.file)
    try output.print(report) { report.text }
  }
}
