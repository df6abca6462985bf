import ArgumentParser
import Corpus
import Pipelines
import Segments

struct DumpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Print what is searchable as JSONL, a chunk a line, sorted by URI and ordinal; vectors included.")

  @OptionGroup var pipeline: PipelineArguments

  @Option(help: "This generation instead of the live one.")
  var generation: Int?

  @Flag(help: "Leave the vectors out.")
  var noVectors = false

  func run() async throws {
    let plan = try pipeline.plan()
    let index = try await OpenIndex(
      store: try await pipeline.existingStore(plan), generation: generation, pipeline: plan.name)
    for stored in try index.snapshot.documents().sorted(by: { ($0.uri, $0.source) < ($1.uri, $1.source) }) {
      guard let document = try index.snapshot.wholeDocument(stored.id) else { continue }
      for chunk in document.chunks {
        let line = Line(
          uri: document.uri, source: document.source, title: document.title, ordinal: chunk.ordinal, text: chunk.text,
          tokens: chunk.tokenCount, location: chunk.location, metadata: document.metadata,
          vector: noVectors ? nil : chunk.vector)
        print(try JSONText.line(line))
      }
    }
  }

  private struct Line: Encodable {
    var uri: String
    var source: String
    var title: String?
    var ordinal: Int
    var text: String
    var tokens: Int
    var location: Location
    var metadata: [String: MetadataValue]
    var vector: [Float]?
  }
}
