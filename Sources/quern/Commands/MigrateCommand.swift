import ArgumentParser
import Corpus
import Pipelines
import PostgresStore

struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate",
    abstract: "Bring a PostgreSQL catalogue to this version's tables, and give roles their rights.",
    discussion: """
      Safe to run by many at once and at any time: one migrates, the others wait. A run migrates by itself where its role \
      may; a separate step lets runs do with a role that may not.
      """)

  @OptionGroup var pipeline: PipelineArguments

  @Option(help: "A role that writes; made if it is missing, and owner of the tables.")
  var writer: String?

  @Option(help: "A role that may only read, for servers; made if it is missing.")
  var reader: String?

  func validate() throws {
    if (reader == nil) != (writer == nil) { throw ValidationError("--reader and --writer go together") }
  }

  func run() async throws {
    let plan = try pipeline.plan()
    guard case .postgres(let place) = plan.store else {
      print("\(plan.name): an SQLite catalogue is migrated when it is opened; nothing to do")
      return
    }
    let pool = try place.pool(patience: .seconds(10))
    let applied = try await Migrations.all.apply(to: pool)
    if let reader, let writer {
      try await Migrations.all.prepare(reader: reader, writer: writer, on: pool)
      print("\(writer) may write and \(reader) may read schema \(place.schema)")
    }
    print(
      applied.isEmpty
        ? "schema \(place.schema) is up to date"
        : applied.map { "applied \($0.number) \($0.name)" }.joined(separator: "\n"))
  }
}
