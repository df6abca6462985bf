import Corpus
import Indexing

/// The catalogue on PostgreSQL, for many machines.
///
/// Every store is one worker at most. What it holds are rows of the table `lease`, and its row in `worker` is what
/// makes them count: each of its transactions locks that row first, and whoever takes it for dead deletes it. Only the
/// database's clock is asked how late it is.
package actor PostgresStore: Store {
  package nonisolated let segments: String
  package nonisolated let pool: PostgresPool
  nonisolated let pipeline: String
  nonisolated let lease: Duration
  nonisolated let isReadOnly: Bool
  nonisolated let courier = Courier()
  /// The pipeline's row; nil while it has none.
  private var number: Int?
  var openLayers: [Layer: Int] = [:]
  var hand = Hand()

  /// Opens the catalogue of a pipeline, migrating the schema where needed.
  ///
  /// - Parameter url: a libpq URI or keyword string.
  /// - Parameter schema: holds one installation: all its pipelines.
  /// - Parameter folder: where this machine keeps its copies of segments.
  /// - Parameter lease: how long a worker may be silent before others take over what it holds.
  /// - Parameter patience: how long a call goes on trying while the server is away.
  /// - Parameter readOnly: write nothing, not even the schema; enough for a role that may only read.
  /// - Throws: ``Failure`` `store.*` with verdict stop.
  package init(
    url: String, schema: String = "quern", pipeline: String, folder: String, lease: Duration = .seconds(60),
    maxConnections: Int = 8, patience: Duration = .seconds(60), readOnly: Bool = false
  ) async throws {
    var settings = PostgresSettings()
    settings.schema = schema
    settings.maxConnections = maxConnections
    settings.patience = patience
    let pool = try PostgresPool(url: url, settings: settings)
    self.pool = pool
    self.pipeline = pipeline
    self.lease = lease
    segments = folder + "/segments"
    isReadOnly = readOnly
    if readOnly {
      try await pool.read { try Migrations.all.check($0, at: pool.address) }
    } else {
      try await Migrations.all.apply(to: pool)
      number = try await pool.write { try Self.enter(pipeline, $0) }
    }
  }

  private static func enter(_ pipeline: String, _ db: Database) throws -> Int? {
    try db.execute("INSERT INTO pipeline (name) VALUES ($1) ON CONFLICT DO NOTHING", [pipeline.storable])
    return try find(pipeline, db)
  }

  private static func find(_ pipeline: String, _ db: Database) throws -> Int? {
    try db.value("SELECT id FROM pipeline WHERE name = $1", [pipeline.storable])
  }

  /// The pipeline's row, for those who write.
  var writable: Int {
    get throws {
      guard let number, !isReadOnly else {
        throw Failure(
          "store.readOnly", pipeline, "the catalogue was opened for reading",
          remedy: "run this where it may be written",
          verdict: .stop(.configuration))
      }
      return number
    }
  }

  /// The run at work.
  /// - Throws: ``Failure`` when a stage is asked for work outside a run: a programmer's mistake.
  func currentRun() throws -> Int {
    guard let run = hand.run else {
      throw Failure(
        "store.noRun", pipeline, "work was asked for outside a run", remedy: "report this as a fault of quern",
        verdict: .stop(.unexpected))
    }
    return run
  }

  /// Who this store is in the run at work.
  func currentWorker() throws -> Worker {
    _ = try currentRun()
    guard let worker = hand.worker else {
      throw Failure(
        "run.closed", pipeline, "the run is over, and nothing more can be written", remedy: "start another one",
        verdict: .stop(.interrupted))
    }
    return worker
  }

  /// Writes in one transaction, fenced while this store is a worker.
  ///
  /// - Parameter body: gets the pipeline's row. It may be run twice, even if the first time went through unseen.
  /// - Throws: ``Failure`` `lease.lost`, `store.*`.
  @discardableResult
  func write<T: Sendable>(_ body: @Sendable @escaping (Database, Int) throws -> T) async throws -> T {
    let pipeline = try writable
    let worker = hand.worker
    return try await pool.write { db in
      try worker?.fence(db)
      return try body(db, pipeline)
    }
  }

  /// Reads one snapshot.
  ///
  /// - Parameter body: gets the pipeline's row; 0 while it has none.
  func read<T: Sendable>(_ body: @Sendable @escaping (Database, Int) throws -> T) async throws -> T {
    let (known, pipeline) = (number, pipeline)
    let (value, found) = try await pool.read { db in
      let found = try known ?? Self.find(pipeline, db)
      return (try body(db, found ?? 0), found)
    }
    number = found
    return value
  }
}
