import ArgumentParser
import Corpus
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
      store: try pipeline.existingStore(plan), generation: generation, pipeline: plan.name)
    let documents = try index.snapshot.documents().sorted { ($0.uri, $0.source) < ($1.uri, $1.source) }
    for document in documents {
      let vectors = noVectors ? [] : try index.snapshot.vectors(of: document.id)
      for (chunk, vector) in zip(try index.snapshot.chunks(of: document.id), vectors + Array(repeating: [], count: noVectors ? document.chunkCount : 0)) {
        print(
          try JSONText.line(
            Line(
              uri: document.uri, source: document.source, title: document.title, ordinal: chunk.ordinal,
              text: chunk.text, tokens: chunk.tokenCount, location: chunk.location, metadata: document.metadata,
              vector: noVectors ? nil : vector)))
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
