import ArgumentParser
import Benchmarking
import Corpus
import Foundation
import Segments

extension BenchCommand {
  struct Vectors: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time the search for nearest vectors: recall and queries a second by breadth, build time, memory.",
      discussion: """
        Both files are raw 32-bit floats, little-endian, row after row without a header, as numpy's tofile writes them; \
        the first 1,000 queries count. One thread asks. A hit is any row as near as the tenth of the true nearest: equal \
        vectors are as good as each other.
        """)

    @Argument(help: "The vectors to search in.", completion: .file(extensions: ["f32"]))
    var vectors: String

    @Argument(help: "The vectors to search for.", completion: .file(extensions: ["f32"]))
    var queries: String

    @Option(help: "Floats in a vector.")
    var dims = 384

    @Option(help: "Links of a node of the graph.")
    var links = 16

    @Option(help: "Candidates that are kept while the graph is built.")
    var efConstruction = 200

    @Option(help: "Threads that build the graph; all cores unless given.")
    var threads: Int?

    @Option(help: "A folder for the report as JSON, Markdown and HTML.")
    var report: String?

    func validate() throws {
      if !(1...65_536).contains(dims) { throw ValidationError("--dims takes a number from 1 to 65536") }
      if !(2...128).contains(links) { throw ValidationError("--links takes a number from 2 to 128") }
      if !(8...2000).contains(efConstruction) {
        throw ValidationError("--ef-construction takes a number from 8 to 2000")
      }
      if let threads, !(1...256).contains(threads) { throw ValidationError("--threads takes a number from 1 to 256") }
    }

    func run() throws {
      var benchmark = try VectorBenchmark(
        vectors: vectors, queries: queries, dimension: dims,
        vector: .hnsw(m: links, efConstruction: efConstruction))
      benchmark.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
      benchmark.targets = NearestReport.targets
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let found = NearestReport(try benchmark.run(in: folder.path), peakMemory: ProcessTree.highWater).report
      print(found.markdown)
      if let report { try ReportFolder(path: report).write(found) }
    }
  }
}
