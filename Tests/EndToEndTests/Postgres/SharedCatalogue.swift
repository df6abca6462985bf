import Foundation

/// A catalogue on a PostgreSQL server that several programs share, in a schema of its own.
struct SharedCatalogue: Sendable {
  /// A server that tests may use; nil where there is none, and suites that need one are skipped.
  static let url = ProcessInfo.processInfo.environment["QUERN_TEST_POSTGRES_URL"].flatMap { $0.isEmpty ? nil : $0 }

  let place: Workspace
  /// The same pipeline without the shared catalogue, to compare with.
  static let single = "single.yaml"
  private let url: String
  let schema = "e2e_\(UInt32.random(in: 0 ... .max))"

  /// - Parameter lease: how long a silent worker keeps what it holds, in seconds; a busy machine makes the living late.
  init(_ place: Workspace, url: String = url ?? "", lease: Int = 300, _ pipeline: Pipeline = Pipeline()) throws {
    self.place = place
    self.url = url
    try write(pipeline, lease: lease)
  }

  func write(_ pipeline: Pipeline, lease: Int = 300) throws {
    try place.write(Self.single, pipeline.yaml)
    var shared = pipeline
    shared.more.append(
      "store: { type: postgres, url: { fromEnv: DATABASE_URL }, schema: \(schema), lease: \(lease)s, connections: 4 }")
    try place.write(shared)
  }

  /// The program on one of several machines: each has a disk of its own.
  func machine(_ name: String = "one") -> Quern {
    var quern = place.quern
    quern.environment["DATABASE_URL"] = url
    quern.environment["QUERN_HOME"] = "\(place.path)/machine-\(name)"
    quern.takesTurn = false
    return quern
  }

  /// What one undisturbed process on SQLite makes of the same documents.
  func dumpOfSingleRun() async throws -> Dump { try await place.quern.dumpOfFreshRun(of: Self.single) }
}
