import ArgumentParser
import Corpus
import Indexing
import Segments

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Read every segment and check it against its checksums and the catalogue.")

  @OptionGroup var pipeline: PipelineArguments
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let plan = try pipeline.plan()
    let store = try await pipeline.existingStore(plan)
    var differences: [String] = []
    var segments = 0
    for generation in try await store.generations() {
      guard let revision = try await store.revision(of: generation) else { continue }
      for entry in revision.segments {
        segments += 1
        do {
          let segment = try Segment(path: store.segments + "/" + entry.segment)
          try segment.verify()
          if segment.documentCount != entry.documents {
            differences.append(
              "\(entry.segment): holds \(segment.documentCount) documents, the catalogue says \(entry.documents) (run quern reindex \(pipeline.file))"
            )
          }
        } catch let failure as Failure {
          differences.append(failure.description)
        }
      }
      let census = try await store.census(of: generation.fingerprints, generation: generation.id)
      let live = revision.segments.reduce(0) { $0 + $1.documents - $1.deleted }
      if live != census.published {
        differences.append(
          "generation \(generation.id): \(census.published) documents are listed, the segments hold \(live) (run quern reindex \(pipeline.file))"
        )
      }
    }
    let report = Report(segments: segments, differences: differences)
    try output.print(report) {
      differences.isEmpty ? "\(segments) segments are sound" : differences.joined(separator: "\n")
    }
    if !differences.isEmpty { try ExitStatus.differences.exit() }
  }

  private struct Report: Encodable {
    var segments: Int
    var differences: [String]
  }
}
