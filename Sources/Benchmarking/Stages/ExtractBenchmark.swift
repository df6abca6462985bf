import Corpus
package import Extracting
package import Sourcing
import Synchronization

/// How fast files become text, through one child, beside a peer that is run once a file.
package struct ExtractBenchmark: Sendable {
  package var source: FileSource
  package var extractor: ExtractorProcess
  package var stopwatch: Stopwatch
  /// Run for every file, whose path takes the place of `{}`.
  package var peer: Peer?

  package init(source: FileSource, extractor: ExtractorProcess, stopwatch: Stopwatch, peer: Peer?) {
    self.source = source
    self.extractor = extractor
    self.stopwatch = stopwatch
    self.peer = peer
  }

  /// What one pass over the files gave.
  private struct Yield {
    var documents = 0
    var pages = 0
    var textBytes = 0
    var refused = 0

    mutating func take(_ item: ExtractedItem) {
      switch item {
      case .document(let document):
        documents += 1
        pages += max(1, document.pages.count)
        textBytes += document.text.utf8.count
      case .refused: refused += 1
      case .skipped: break
      }
    }
  }

  /// - Throws: ``Failure`` `bench.input` if there is no file.
  package func run(root: String) async throws -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "extract")
    var objects: [SourceObject] = []
    for entry in try source.entries() {
      if case .file(let object) = entry { objects.append(object) }
    }
    guard !objects.isEmpty else {
      throw Failure(
        "bench.input", root, "holds no file to extract", remedy: "give another folder, or another --include",
        verdict: .stop(.input))
    }
    let bytes = objects.reduce(0) { $0 + $1.size }
    var last = Yield()
    for _ in 0..<stopwatch.warmups { last = try await pass(objects, through: extractor) }
    var ours: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<stopwatch.repetitions {
      ours.append(try await Stopwatch.once { last = try await pass(objects, through: extractor) })
      guard let peer else { continue }
      var seconds = 0.0
      for object in objects {
        let isRoot = objects.count == 1 && root.hasSuffix("/" + object.uri)
        let path = isRoot ? root : root + "/" + object.uri
        seconds += try await peer.run(file: path).seconds
      }
      theirs.append(seconds)
    }
    let pages = Double(last.pages)
    report.add("source", ours.map { Double(bytes) / 1e6 / $0 }, "MB/s")
    report.add("text", ours.map { Double(last.textBytes) / 1e6 / $0 }, "MB/s")
    report.add("documents", ours.map { Double(last.documents) / $0 }, "documents/s")
    report.add("pages", ours.map { pages / $0 }, "pages/s")
    report.add("refused", [Double(last.refused)], "items")
    if peer != nil {
      report.add("peer's pages", theirs.map { pages / $0 }, "pages/s")
      report.addRatio("speed over peer's", theirs, over: ours)
    }
    return report
  }

  /// Extracts every object on the extractor's own thread, as a run does.
  private func pass(_ objects: [SourceObject], through extractor: isolated ExtractorProcess) async throws -> Yield {
    let yield = Mutex(Yield())
    for object in objects {
      let opened = try source.open(object.uri)
      do {
        try await extractor.extract(descriptor: opened.descriptor, uri: object.uri, size: object.size) { item in
          yield.withLock { $0.take(item) }
        }
      } catch let failure as Failure where failure.verdict == .quarantine {
        yield.withLock { $0.take(.refused(uri: object.uri, failure)) }
      }
    }
    return yield.withLock { $0 }
  }
}
