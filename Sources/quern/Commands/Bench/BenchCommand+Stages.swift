import ArgumentParser
import Benchmarking
import Chunking
import Corpus
import Extracting
import Foundation
import Pipelines
import Sourcing

extension BenchCommand {
  struct Extract: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time one extraction child: megabytes and pages a second.")

    @Argument(help: "A folder or a file.")
    var path: String

    @Option(help: "Only files that match this glob.")
    var include: [String] = []

    @OptionGroup var options: Options
    @OptionGroup var peer: PeerOptions

    func run() async throws {
      let source = try FileSource(path: path, include: include)
      let extractor = ExtractorProcess(executable: try ExtractorProcess.executable(), limits: Limits())
      let benchmark = ExtractBenchmark(
        source: source, extractor: extractor, stopwatch: options.stopwatch, peer: peer.opponent)
      try options.publish(try await benchmark.run(root: path))
    }
  }

  struct Chunk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Time cutting by tokens, on one thread.")

    @Argument(help: "The pipeline whose chunking is measured.")
    var file: String

    @Option(help: "A JSONL file with a text per line.")
    var chunks: String

    @OptionGroup var options: Options

    func run() async throws {
      let plan = try BenchCommand.plan(file)
      let composition = Composition(plan: plan, log: BenchCommand.quietLog, threads: 1)
      let chunker = try composition.chunker(for: try await composition.model())
      // Documents of some 40 kB, as manuals have them.
      let texts = try TextLines(path: chunks).texts
      let documents = stride(from: 0, to: texts.count, by: 50).map { start in
        Document(
          uri: "\(start)", mediaType: "text/plain",
          text: texts[start..<min(start + 50, texts.count)].joined(separator: "\n\n"))
      }
      let benchmark = ChunkBenchmark(chunker: chunker, documents: documents, stopwatch: options.stopwatch)
      try options.publish(try await benchmark.run())
    }
  }
}
