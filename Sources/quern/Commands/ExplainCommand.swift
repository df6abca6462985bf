import ArgumentParser
import Corpus
import Foundation
import Indexing
import Pipelines
import Segments

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show one chunk: where it stands, how it was cut, what surrounds it.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  @Argument(help: "A chunk's id, as search prints it with -o json.")
  var chunk: String

  @Option(help: "Look in this generation instead of the live one.")
  var generation: Int?

  func run() async throws {
    let plan = try pipeline.plan()
    let parts = chunk.split(separator: "-")
    guard parts.count == 2, let id = DocumentID(hex: parts[0]), let ordinal = Int(parts[1]) else {
      throw Failure(
        "explain.badID", chunk, "is no chunk id", remedy: "take one from quern search -o json", verdict: .stop(.usage))
    }
    let index = try await OpenIndex(
      store: try await pipeline.existingStore(plan), generation: generation, pipeline: plan.name)
    guard let document = try index.snapshot.document(id),
      let found = try index.snapshot.chunks(of: id).first(where: { $0.ordinal == ordinal })
    else {
      throw Failure(
        "explain.notFound", chunk, "is not in generation \(index.generation.id)",
        remedy: "it may have been replaced: search again", verdict: .stop(.input))
    }
    let report = ChunkReport(
      chunk: chunk, uri: document.uri, source: document.source, title: document.title, ordinal: ordinal,
      chunks: document.chunkCount, tokens: found.tokenCount, location: found.location, metadata: document.metadata,
      generation: index.generation.id, revision: index.revision.number, text: found.text)
    try output.print(report) { report.description }
  }
}

private struct ChunkReport: Encodable, CustomStringConvertible {
  var chunk: String
  var uri: String
  var source: String
  var title: String?
  var ordinal: Int
  var chunks: Int
  var tokens: Int
  var location: Location
  var metadata: [String: MetadataValue]
  var generation: Int
  var revision: Int
  var text: String

  var description: String {
    var lines = [
      "document   \(uri) (source \(source))", "title      \(title ?? "–")",
      "chunk      \(ordinal + 1) of \(chunks), \(tokens) tokens",
      "characters \(location.start) to \(location.end)",
    ]
    if !location.headings.isEmpty { lines.append("headings   \(location.headings.joined(separator: " › "))") }
    if let first = location.firstPage { lines.append("pages      \(first) to \(location.lastPage ?? first)") }
    lines.append("index      generation \(generation), revision \(revision)")
    return (lines + ["", text]).joined(separator: "\n")
  }
}
