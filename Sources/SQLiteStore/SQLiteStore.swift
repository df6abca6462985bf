import Corpus
import Foundation
import GRDB
import Indexing

/// The catalogue on one SQLite file, for one machine.
///
/// Writes are serialised, readers see a snapshot meanwhile (WAL). One process at a time holds the run; see ``RunLock``.
package actor SQLiteStore: Store {
  /// The folder that holds the catalogue and its segments.
  package nonisolated let folder: String
  let pipeline: String
  let pool: DatabasePool
  var hand = Hand()

  /// Opens the catalogue of a pipeline, making or migrating it where needed.
  /// - Throws: ``Failure`` `store.*` with verdict stop.
  package init(folder: String, pipeline: String) throws {
    self.folder = folder
    self.pipeline = pipeline
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      configuration.prepareDatabase { db in
        // A lost last commit is made good by the next run; ``flush()`` is called before anything is deleted.
        try db.execute(sql: "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000; PRAGMA mmap_size = 0")
      }
      pool = try DatabasePool(path: folder + "/catalogue.sqlite", configuration: configuration)
      let migrator = Schema.migrator
      if try pool.read({ try migrator.hasBeenSuperseded($0) }) {
        throw Failure(
          "store.newer", folder, "was written by a newer quern", remedy: "use that version, or another folder",
          verdict: .stop(.configuration))
      }
      if try pool.read({ try !migrator.hasCompletedMigrations($0) }) { try migrator.migrate(pool) }
    } catch {
      throw Self.failure(error, at: folder)
    }
  }

  package static func exists(in folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/catalogue.sqlite")
  }

  /// Writes in one transaction.
  func write<T: Sendable>(_ body: @Sendable @escaping (Database) throws -> T) async throws -> T {
    do { return try await pool.write(body) } catch { throw Self.failure(error, at: folder) }
  }

  /// Reads one snapshot.
  func read<T: Sendable>(_ body: @Sendable @escaping (Database) throws -> T) async throws -> T {
    do { return try await pool.read(body) } catch { throw Self.failure(error, at: folder) }
  }

  /// The run at work.
  /// - Throws: ``Failure`` when a stage is asked for work outside a run: a programmer's mistake.
  func currentRun() throws -> Int {
    guard let run = hand.run else {
      throw Failure(
        "store.noRun", folder, "work was asked for outside a run", remedy: "report this as a fault of quern",
        verdict: .stop(.unexpected))
    }
    return run
  }

  private static func failure(_ error: any Error, at folder: String) -> any Error {
    if error is CancellationError { return error }
    if let failure = error as? Failure { return failure }
    guard let error = error as? DatabaseError else {
      return Failure(
        "store.unusable", folder, "cannot be used: \(error)", remedy: "check the folder's owner and permissions",
        verdict: .stop(.dependency))
    }
    switch error.resultCode {
    case .SQLITE_FULL, .SQLITE_IOERR:
      return Failure(
        "store.diskFull", folder, "cannot write: \(error.message ?? "disk full")",
        remedy: "free some space and run the same command again; nothing is lost", verdict: .stop(.dependency))
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return Failure(
        "store.corrupt", folder, "the catalogue is damaged: \(error.message ?? "")",
        remedy: "restore it from a backup, or delete the folder and run again", verdict: .stop(.dependency))
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      return Failure(
        "store.unwritable", folder, "cannot be written: \(error.message ?? "")",
        remedy: "check the folder's owner and permissions", verdict: .stop(.dependency))
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      return Failure(
        "store.busy", folder, "another process is writing", remedy: "try again when it is done",
        verdict: .stop(.dependency))
    default:
      return Failure(
        "store.failed", folder, "the catalogue refused a statement: \(error)",
        remedy: "report this as a fault of quern", verdict: .stop(.unexpected))
    }
  }
}
