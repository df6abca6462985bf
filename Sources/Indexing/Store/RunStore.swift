import Corpus

/// Runs, and the generations they feed.
package protocol RunStore: Sendable {
  /// Takes the run lock and opens a run. The lock ends with ``finish(_:)`` or with the process, however that ends.
  /// - Throws: ``Failure`` `run.alreadyRunning` while another process holds the lock.
  func beginRun() async throws -> RunRecord

  /// Writes a run's books and gives the lock back.
  func finish(_ run: RunRecord) async throws

  /// The newest runs first.
  func runs(limit: Int) async throws -> [RunRecord]

  /// All generations, oldest first.
  func generations() async throws -> [Generation]

  /// Opens a new generation in state `building`.
  func createGeneration(
    _ fingerprints: GenerationFingerprints, dimension: Int, precision: String
  ) async throws -> Generation

  /// Marks generations that nobody will finish as failed.
  func abandon(generations: [Int]) async throws
}
