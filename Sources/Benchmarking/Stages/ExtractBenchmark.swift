import Corpus
package import Extracting
package import Sourcing

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
  private actor Yield {
    var documents = 0
    var pages = 0
    var textBytes = 0
    var refused = 0

    func take(_ item: ExtractedItem) {
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
    for _ in 0..<stopwatch.warmups { try await pass(objects, into: Yield()) }
    var ours: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<stopwatch.repetitions {
      let yield = Yield()
      ours.append(try await Stopwatch.once { try await pass(objects, into: yield) })
      last = yield
      guard let peer else { continue }
      var seconds = 0.0
      for object in objects {
        let isRoot = objects.count == 1 && root.hasSuffix("/" + object.uri)
        let path = isRoot ? root : root + "/" + object.uri
        seconds += try await peer.run(file: path).seconds
      }
      theirs.append(seconds)
    }
    let pages = Double(await last.pages)
    report.add("source", ours.map { Double(bytes) / 1e6 / $0 }, "MB/s")
    report.add("text", await ours.map { [bytes = last.textBytes] in Double(bytes) / 1e6 / $0 }, "MB/s")
    report.add("documents", await ours.map { [count = last.documents] in Double(count) / $0 }, "documents/s")
    report.add("pages", ours.map { pages / $0 }, "pages/s")
    report.add("refused", [Double(await last.refused)], "items")
    if peer != nil {
      report.add("peer's pages", theirs.map { pages / $0 }, "pages/s")
      report.addRatio("speed over peer's", theirs, over: ours)
    }
    return report
  }

  private func pass(_ objects: [SourceObject], into yield: Yield) async throws {
    for object in objects {
      let opened = try source.open(object.uri)
      do {
        try await extractor.extract(descriptor: opened.descriptor, uri: object.uri, size: object.size) {
          await yield.take($0)
        }
      } catch let failure as Failure where failure.verdict == .quarantine {
        await yield.take(.refused(uri: object.uri, failure))
      }
    }
  }
}
