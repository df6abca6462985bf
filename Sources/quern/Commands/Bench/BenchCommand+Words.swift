import ArgumentParser
import Benchmarking
import Corpus

extension BenchCommand {
  struct Words: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time indexing and searching by words: any of them, all of them, phrases; on one thread.",
      discussion: "scripts/peers/words.py draws questions from texts, and asks tantivy the same in turn.")

    @Argument(help: "A JSONL file with a text per line.", completion: .file(extensions: ["jsonl"]))
    var texts: String

    @Option(help: "A JSONL file with a few words in the text of each line.")
    var queries: String

    @Option(help: "The same with phrases.")
    var phrases: String?

    @OptionGroup var options: Options

    func run() async throws {
      let benchmark = WordsBenchmark(
        texts: try TextLines(path: texts).texts, questions: try TextLines(path: queries).texts,
        phrases: try phrases.map { try TextLines(path: $0).texts } ?? [], stopwatch: options.stopwatch)
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      try options.publish(try await benchmark.run(at: folder.file("words")))
    }
  }
}
