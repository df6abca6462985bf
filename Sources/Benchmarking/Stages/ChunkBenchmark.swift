package import Chunking
package import Corpus

/// How fast text is cut by tokens, on one thread.
package struct ChunkBenchmark: Sendable {
  package var chunker: Chunker
  package var documents: [Document]
  package var stopwatch: Stopwatch

  package init(chunker: Chunker, documents: [Document], stopwatch: Stopwatch) {
    self.chunker = chunker
    self.documents = documents
    self.stopwatch = stopwatch
  }

  package func run() async throws -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "chunk")
    let bytes = documents.reduce(0) { $0 + $1.text.utf8.count }
    var chunks = 0
    let seconds = await stopwatch.seconds {
      chunks = documents.reduce(0) { $0 + chunker.chunks(of: $1).count }
    }
    report.add("text", seconds.map { Double(bytes) / 1e6 / $0 }, "MB/s")
    report.add("chunks", seconds.map { Double(chunks) / $0 }, "chunks/s")
    return report
  }
}
