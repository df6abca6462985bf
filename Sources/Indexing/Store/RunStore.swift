/// Runs, and who takes part in them.
///
/// Where many machines share a store, a worker holds its rows under a lease that its heartbeat renews. Once the lease is
/// over, others take over its rows, and whatever the worker still writes is refused with ``Failure`` `lease.lost`.
package protocol RunStore: Sendable {
  /// Opens a run, or joins the one that has the same key.
  ///
  /// What a worker holds ends with ``finish(_:)``, ``leave(_:)`` or with the process, however that ends.
  /// - Throws: ``Failure`` `run.alreadyRunning` while workers of another run are at it.
  func beginRun(_ request: RunRequest) async throws -> RunRecord

  /// How often ``beat()`` wants to be called; nil where a worker's death shows by itself.
  nonisolated var beatInterval: Duration? { get }

  /// Says that this worker lives, and frees what dead ones hold.
  func beat() async throws -> RunStanding

  /// Takes on what only one worker does.
  /// - Returns: false if it is done, or somebody else is at it.
  func take(_ milestone: Milestone) async throws -> Bool

  func reach(_ milestone: Milestone) async throws

  /// Settles which generations the run feeds, and reaches ``Milestone/planned``.
  func settle(generations: [Int]) async throws

  /// Whether other workers hold rows of a stage; they may come back if those die.
  func othersAtWork(on stage: Stage, for fingerprints: GenerationFingerprints) async throws -> Bool

  /// Has a stage's next claim start at the oldest row again.
  func rewind(_ stage: Stage) async

  /// Writes what is known of a run so far.
  func save(_ run: RunRecord) async throws

  /// Writes a run's books and closes it for all its workers.
  func finish(_ run: RunRecord) async throws

  /// Leaves a run. The last to leave writes these books, and the next with the same key goes on with it.
  func leave(_ run: RunRecord) async throws

  /// The newest runs first.
  func runs(limit: Int) async throws -> [RunRecord]

  /// Who is at work, and what they hold.
  func workers() async throws -> [WorkerReport]
}
