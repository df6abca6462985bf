import ArgumentParser
import Benchmarking
import Corpus
import Indexing
import Pipelines
import PostgresStore

extension BenchCommand {
  struct Postgres: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time a PostgreSQL server: bulk writes, and claims while many rows wait; in a schema of its own.")

    @Argument(help: "A pipeline file whose store is the server to measure.")
    var file: String

    @Option(help: "Vectors to write.")
    var chunks = 200_000

    @Option(help: "Rows of each kind that wait while claims are measured.")
    var waiting = 1_000_000

    @Option(help: "A folder for the report as JSON, Markdown and HTML.")
    var report: String?

    func validate() throws {
      if chunks < 1 || waiting < 1 { throw ValidationError("--chunks and --waiting take numbers from 1") }
    }

    func run() async throws {
      let plan = try BenchCommand.plan(file)
      guard case .postgres(var place) = plan.store else {
        throw Failure(
          "bench.postgres", plan.name, "its store is SQLite",
          remedy: "give a pipeline with store: { type: postgres, … }", verdict: .stop(.usage))
      }
      place.schema = "bench_\(UInt32.random(in: 0 ... .max))"
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let store = try await PostgresStore(
        url: try place.address, schema: place.schema, pipeline: "bench", folder: folder.path, lease: .seconds(3600))
      do {
        let found = try await measure(store)
        print(found.markdown)
        if let report { try ReportFolder(path: report).write(found) }
      } catch {
        try? await drop(place)
        throw error
      }
      try await drop(place)
    }

    private func drop(_ place: StorePlan.Postgres) async throws {
      let schema = place.schema
      try await place.pool(patience: .seconds(5)).session { try $0.script("DROP SCHEMA \(schema) CASCADE") }
    }

    private func measure(_ store: PostgresStore) async throws -> BenchmarkReport {
      _ = try await store.beginRun(RunRequest(key: "bench"))
      let benchmark = PostgresBenchmark(store: store)
      var report = BenchmarkReport(benchmark: "postgres")
      report.add("vectors written in batches", [try await benchmark.saving(chunks)], "chunks/s")
      report.add("vectors written by one COPY", [try await benchmark.copying(chunks)], "chunks/s")
      try await benchmark.fill(waiting)
      let claims = [
        ("files", try await benchmark.claimingObjects(500)),
        ("documents", try await benchmark.claimingDocuments(500)),
        ("chunks", try await benchmark.claimingChunks(300, maxTokens: 65_536, withText: false)),
      ]
      for (name, times) in claims {
        report.add("claiming a batch of \(name), median", [times.median * 1000], "ms")
        report.add("claiming a batch of \(name), 99 %", [times.slowest1Percent * 1000], "ms")
        report.add("\(name) in a batch", [Double(times.rows) / Double(times.calls)], name)
      }
      report.add("census of all that waits", [try await benchmark.census()], "s")
      return report
    }
  }
}
