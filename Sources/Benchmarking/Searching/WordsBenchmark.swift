import Corpus
import Segments

/// How fast texts are indexed by their words, and found by them: any of a question's words, all of them, or as a phrase. One
/// thread; what is found is not looked up.
package struct WordsBenchmark: Sendable {
  /// How a question's words are to be in a text.
  private enum Mode: String {
    case any, all, phrase

    /// The question in the syntax of queries.
    func query(_ words: String) -> String {
      switch self {
      case .any: words
      case .all: words.split(separator: " ").map { "+\($0)" }.joined(separator: " ")
      case .phrase: "\"\(words)\""
      }
    }
  }

  private let texts: [String]
  private let questions: [(mode: Mode, texts: [String])]
  private let stopwatch: Stopwatch
  private let limit = 10

  /// - Parameter phrases: none leaves phrases out.
  package init(texts: [String], questions: [String], phrases: [String], stopwatch: Stopwatch) {
    self.texts = texts
    self.questions = [(.any, questions), (.all, questions), (.phrase, phrases)].filter { !$0.1.isEmpty }
    self.stopwatch = stopwatch
  }

  /// - Parameter path: where the segment is to be, which is left there.
  /// - Throws: what writing and searching a segment throw.
  package func run(at path: String) async throws -> BenchmarkReport {
    var report = BenchmarkReport(benchmark: "words")
    let bytes = texts.reduce(0) { $0 + $1.utf8.count }
    report.add("texts", [Double(texts.count)], "texts")
    report.add("text indexed", [Double(bytes) / 1e6 / (try await Stopwatch.once { try write(to: path) })], "MB/s")
    let snapshot = try Snapshot([(path: path, tombstones: Tombstones())])
    for (mode, questions) in questions {
      let queries = questions.map(mode.query)
      var found = 0
      let seconds = try await stopwatch.seconds {
        found = try queries.reduce(0) { $0 + (try snapshot.lexical($1, limit: limit).count) }
      }
      report.add(mode.rawValue, seconds.map { Double(queries.count) / $0 }, "queries/s")
      report.add("found by \(mode.rawValue)", [Double(found)], "hits")
    }
    return report
  }

  private func write(to path: String) throws {
    let writer = try SegmentWriter(path: path, settings: SegmentSettings(dimension: 0))
    for (number, text) in texts.enumerated() {
      let uri = "\(number)"
      try writer.add(
        SegmentDocument(
          id: DocumentID(pipeline: "bench", source: "texts", uri: uri), source: "texts", uri: uri, title: nil,
          chunks: [
            SegmentChunk(
              ordinal: 0, text: text, location: Location(start: 0, end: text.unicodeScalars.count), tokenCount: 0,
              vector: [])
          ]))
    }
    _ = try writer.finish()
  }
}
