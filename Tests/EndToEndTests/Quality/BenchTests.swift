import Fixtures
import Foundation
import Testing

/// A small run of every benchmark: a figure that is missing fails here, not in somebody's report.
@Suite(.serialized) struct BenchTests {
  struct Report: Codable {
    var benchmark: String
    var machine: [String: Value]
    var command: [String]
    var results: [Result]

    /// The figure of that name.
    subscript(_ name: String) -> Double? { results.first { $0.name == name }?.value }

    struct Result: Codable {
      var name: String
      var value: Double
      var unit: String
      var runs: [Double]
    }

    enum Value: Codable {
      case number(Double)
      case text(String)

      init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Double.self) {
          self = .number(number)
        } else {
          self = .text(try value.decode(String.self))
        }
      }

      func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        }
      }
    }
  }

  private static let strategies = ["lexical", "semantic", "hybrid"]
  private static let searches = strategies.flatMap { strategy in
    ["mean", "p50", "p95", "p99", "slowest", "throughput"].map { "\(strategy) \($0)" }
  }
  private static let scores = strategies.flatMap { strategy in
    ["nDCG@5", "nDCG(exp)@5", "recall@5", "precision@5", "MRR", "MAP"].map { "\(strategy) \($0)" }
  }
  private static let ingestion =
    [
      "documents indexed", "chunks", "tokens", "first run", "peak memory of the process tree", "run with nothing to do",
      "run after 1 % changed",
    ] + ["discover", "extract", "chunk", "embed", "index"].flatMap { ["\($0) stage", "\($0) stage busy"] }

  private static let embedding = [
    "tokens", "chunks", "short query", "short query p99", "cosine to f32, mean", "cosine to f32, worst",
  ]

  /// A judged workspace, and texts to embed.
  private static func place() async throws -> (Workspace, Quern) {
    let place = try await Workspace.judged()
    var texts = ""
    for number in 0..<60 {
      texts += "{\"_id\": \"\(number)\", \"text\": \"The miller sets the gap for grain \(number).\"}\n"
    }
    try place.write("chunks.jsonl", texts)
    return (place, place.quern)
  }

  /// Reads a report that has all it should have: three files, no figure missing or not a number.
  private static func report(
    _ place: Workspace, _ name: String, _ figures: [String], at location: SourceLocation = #_sourceLocation
  ) throws -> Report {
    let report = try JSONDecoder().decode(Report.self, from: Data(try place.read("report/\(name).json").utf8))
    #expect(report.benchmark == name && report.command.first?.hasSuffix("quern") == true, sourceLocation: location)
    let missing = Set(figures).subtracting(report.results.map(\.name))
    #expect(missing.isEmpty, "\(missing.sorted())", sourceLocation: location)
    #expect(
      report.results.allSatisfy { !$0.runs.isEmpty && $0.value.isFinite && !$0.unit.isEmpty }, sourceLocation: location)
    let page = try place.read("report/\(name).html")
    #expect(
      page.hasPrefix("<!doctype html>") && !page.contains(#/\b(src|href)=|<script|@import|url\(/#),
      sourceLocation: location)
    #expect(try place.read("report/\(name).md").hasPrefix("### \(name)"), sourceLocation: location)
    return report
  }

  @Test func `bench search reports its figures, and finds every neighbour where all are compared`() async throws {
    let (place, quern) = try await Self.place()
    try await quern("bench", "search", "pipeline.yaml", "--repetitions", "1", "--report", "report")
    let report = try Self.report(
      place, "search", Self.searches + ["peak memory", "semantic recall@10 against exact"])
    #expect(report.results.first { $0.name == "semantic recall@10 against exact" }?.value == 1)
  }

  @Test func `bench quality reports a score for each question, and refuses questions about another index`() async throws
  {
    let (place, quern) = try await Self.place()
    try await quern("bench", "quality", "pipeline.yaml", "--report", "report")
    let report = try Self.report(place, "quality", Self.scores)
    #expect(report.results.allSatisfy { $0.runs.count == 12 }, "one score for each question")
    try place.write("more.jsonl", place.read("questions.jsonl") + #"{"_id": "z", "text": "who judged this?"}"#)
    let more = try await quern(
      "bench", "quality", "pipeline.yaml", "--queries", "more.jsonl", "--qrels", "judgements.tsv", "-k", "100")
    #expect(more.out.contains("12 judged questions") && more.out.contains("nobody judged them: 1 of"), "\(more)")
    try place.write("foreign.tsv", "q1\telsewhere.txt\t1\n")
    for command in ["quality", "strategies", "all"] {
      let foreign = try await quern(
        "bench", command, "pipeline.yaml", "--queries", "questions.jsonl", "--qrels", "foreign.tsv", exits: 65)
      #expect(foreign.err.contains("name no document of this index"), "\(foreign)")
    }
  }

  @Test(.enabled(if: SharedCatalogue.url != nil, "needs QUERN_TEST_POSTGRES_URL"))
  func `bench postgres reports writes and claims`() async throws {
    let shared = try SharedCatalogue(try Workspace())
    try await shared.machine()(
      "bench", "postgres", "pipeline.yaml", "--chunks", "1000", "--waiting", "2000", "--report", "report")
    let claims = ["files", "documents", "chunks"].flatMap { kind in
      ["claiming a batch of \(kind), median", "claiming a batch of \(kind), 99 %", "\(kind) in a batch"]
    }
    _ = try Self.report(
      shared.place, "postgres",
      ["vectors written in batches", "vectors written by one COPY", "census of all that waits"] + claims)
  }

  @Test func `bench strategies puts quality, latency and memory side by side`() async throws {
    let (place, quern) = try await Self.place()
    try await quern("bench", "strategies", "pipeline.yaml", "--repetitions", "1", "--report", "report")
    _ = try Self.report(
      place, "strategies", Self.scores + Self.searches + Self.strategies.map { "\($0) peak memory" })
    #expect(try place.read("report/strategies.md").contains("Pareto"))
  }

  @Test func `bench ingest reports runs and their stages, none of them busy longer than the run takes`() async throws {
    let (place, quern) = try await Self.place()
    try await quern("bench", "ingest", "pipeline.yaml", "--report", "report")
    let report = try Self.report(place, "ingest", Self.ingestion + ["documents"])
    #expect(report.results.first { $0.name == "documents indexed" }?.value == 12)
    let whole = try #require(report["first run"])
    for stage in ["discover", "extract", "chunk", "embed", "index"] {
      #expect(try #require(report["\(stage) stage busy"]) <= whole, "no stage is busy longer than the run takes")
    }
  }

  @Test func `bench all reports every part, and a summary`() async throws {
    let (place, quern) = try await Self.place()
    try await quern("bench", "all", "pipeline.yaml", "--repetitions", "1", "--report", "report")
    let summary = ["average search latency", "document processing rate", "peak concurrent users"]
    let scores = Self.scores.filter { !$0.contains("depth") }
    let embedding = Self.embedding.map { "embedding \($0)" }
    _ = try Self.report(place, "all", summary + Self.ingestion + embedding + scores + Self.searches)
    for part in ["ingest", "embed", "quality", "search"] { _ = try Self.report(place, part, []) }
    #expect(try place.read("report/all.md").contains("Executive summary"))
  }

  @Test func `bench embed, extract and chunk report their figures without a model`() async throws {
    let (place, quern) = try await Self.place()
    try await quern(
      "bench", "embed", "pipeline.yaml", "--chunks", "chunks.jsonl", "--repetitions", "1", "--report", "report")
    let hashed = try Self.report(place, "embed", Self.embedding)
    #expect(hashed["cosine to f32, worst"] == 1)
    try await quern("bench", "extract", "documents", "--repetitions", "1", "--report", "report")
    _ = try Self.report(place, "extract", ["source", "text", "documents", "pages", "refused"])
    try await quern(
      "bench", "chunk", "pipeline.yaml", "--chunks", "chunks.jsonl", "--repetitions", "1", "--report", "report")
    _ = try Self.report(place, "chunk", ["text", "chunks"])
  }

  @Test func `bench embed compares an encoder with its f32, on chunks of the index`() async throws {
    let (place, quern) = try await Self.place()
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").standardized
    let model = place.path + "/model"
    try FileManager.default.copyItem(atPath: tests.path + "/EmbeddingTests/Golden/tiny-f32", toPath: model)
    let letters = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { String(UnicodeScalar($0)) }
    let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + letters + letters.map { "##" + $0 }
    try place.write("model/vocab.txt", words.joined(separator: "\n"))
    try place.write("encoder.yaml", Pipeline(name: "encoder", embed: "{ model: '\(model)' }").yaml)
    try await quern("run", "encoder.yaml")
    try await quern(
      "bench", "embed", "encoder.yaml", "--count", "20", "--precision", "int8", "--repetitions", "2", "--report",
      "report")
    let report = try Self.report(
      place, "embed", Self.embedding + ["share of the arithmetic's peak", "peak of matrix arithmetic"])
    #expect(try #require(report["share of the arithmetic's peak"]) > 0)
    let worst = try #require(report["cosine to f32, worst"])
    #expect(worst > 0.9 && worst < 1, "int8 is near f32, and not the same")
  }

  @Test func `bench vectors reports its figures, and refuses rows that are none`() async throws {
    let (place, quern) = try await Self.place()
    var random = SeededGenerator(seed: 3)
    let rows = (0..<600).map { _ in (0..<16).map { _ in Float.random(in: -1...1, using: &random) } }
    let bytes = rows.joined().flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
    try place.write("vectors.f32", Data(bytes))
    try await quern("bench", "vectors", "vectors.f32", "vectors.f32", "--dims", "16", "--report", "report")
    let report = try Self.report(
      place, "vectors",
      [
        "vectors", "queries", "build", "open", "segment", "peak memory", "comparing all", "at recall 0.95",
        "at recall 0.99",
      ])
    #expect(report["vectors"] == 600 && report["queries"] == 600)
    let odd = try await quern("bench", "vectors", "vectors.f32", "vectors.f32", "--dims", "7", exits: 64)
    #expect(odd.err.contains("no whole number of rows of 7 floats"), "\(odd)")
    try place.write("odd.f32", Data(bytes.prefix(128)) + Data([0, 0, 0xc0, 0x7f]) + Data(bytes.prefix(60)))
    let none = try await quern("bench", "vectors", "odd.f32", "vectors.f32", "--dims", "16", exits: 64)
    #expect(none.err.contains("not a finite number in row 2"), "\(none)")
  }

  @Test func `bench words reports its figures, and what was found`() async throws {
    let (place, quern) = try await Self.place()
    let texts = (0..<300).map {
      "{\"text\": \"ground flour \($0.isMultiple(of: 3) ? "between two stones" : "stones between two") \($0)\"}"
    }
    try place.write("texts.jsonl", texts.joined(separator: "\n"))
    try place.write("queries.jsonl", "{\"text\": \"flour stones 7\"}\n{\"text\": \"absent\"}")
    try place.write("phrases.jsonl", "{\"text\": \"between two stones\"}")
    try await quern(
      "bench", "words", "texts.jsonl", "--queries", "queries.jsonl", "--phrases", "phrases.jsonl", "--report", "report")
    let report = try Self.report(place, "words", ["texts", "text indexed", "any", "all", "phrase"])
    #expect(report["texts"] == 300 && report["found by any"] == 10)
    #expect(report["found by all"] == 1 && report["found by phrase"] == 10)
    let empty = try await quern("bench", "words", "texts.jsonl", "--queries", "nothing.jsonl", exits: 65)
    #expect(empty.err.contains("nothing.jsonl: cannot be read"), "\(empty)")
  }

  @Test func `bench load reports its figures, and exits 3 when a promise is broken`() async throws {
    let (place, quern) = try await Self.place()
    let served = try await quern.serve("pipeline.yaml")
    let url = "http://127.0.0.1:\(served.port)/api/v1/search"
    let short = ["--users", "2", "--seconds", "1", "--warmup", "0.2", "--queries", "questions.jsonl"]
    _ = try await quern.run(
      ["bench", "load", url, "--report", "report", "--pid", "\(served.program.process)", "--slo", "errors<1%"] + short,
      exits: 0
    )
    let report = try Self.report(
      place, "load",
      [
        "p50", "p95", "p99", "p99.9", "slowest", "mean", "answers", "requests", "failed", "users",
        "server's processors",
        "server's peak memory",
      ])
    #expect(report.results.first { $0.name == "failed" }?.value == 0)
    let broken = try await quern.run(
      ["bench", "load", url, "--rate", "20", "--slo", "p50<0.001us"] + short, exits: 3)
    #expect(broken.out.contains("| p50<0.001us |"), "\(broken)")
    try await served.end()
    try await quern("bench", "load", "http://127.0.0.1:1/", "--seconds", "0.2", "--warmup", "0", exits: 69)
  }

  @Test func `bench compare tells what got worse, and exits 3`() async throws {
    let place = try Workspace()
    func write(_ name: String, p95: [Double], scores: [Double], of benchmark: String = "search") throws {
      let machine: [String: Report.Value] = [
        "processor": .text("a"), "cores": .number(2), "memory": .number(1), "kernel": .text("6"),
      ]
      let report = Report(
        benchmark: benchmark, machine: machine, command: ["quern"],
        results: benchmark != "search"
          ? []
          : [
            .init(name: "hybrid p95", value: p95[1], unit: "ms", runs: p95),
            .init(name: "hybrid nDCG@10", value: scores.reduce(0, +) / 12, unit: "score", runs: scores),
          ])
      try place.write(name, JSONEncoder().encode(report))
    }
    let good = (0..<12).map { Double($0 % 3) / 2 }
    try write("before.json", p95: [10, 11, 12], scores: good)
    try write("same.json", p95: [10.5, 11, 11.5], scores: good)
    try write("slow.json", p95: [20, 21, 22], scores: good)
    try write("worse.json", p95: [10, 11, 12], scores: good.map { $0 / 2 })
    let same = try await place.quern("bench", "compare", "before.json", "same.json")
    #expect(same.out.contains("No regression"), "\(same)")
    let slow = try await place.quern("bench", "compare", "before.json", "slow.json", exits: 3)
    #expect(slow.out.contains("Worse by more than 5 %: hybrid p95"), "\(slow)")
    try await place.quern("bench", "compare", "before.json", "slow.json", "--threshold", "200")
    let worse = try await place.quern("bench", "compare", "before.json", "worse.json", exits: 3)
    #expect(worse.out.contains("hybrid nDCG@10 (-50.0 %)"), "\(worse)")
    try write("other.json", p95: [], scores: [], of: "chunk")
    let apart = try await place.quern("bench", "compare", "before.json", "other.json", exits: 65)
    #expect(apart.err.contains("these are of search and chunk"), "\(apart)")
    try place.write("odd.json", "{}")
    try await place.quern("bench", "compare", "before.json", "odd.json", exits: 65)
  }
}
