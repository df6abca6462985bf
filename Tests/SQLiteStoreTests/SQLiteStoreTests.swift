import Corpus
import Fixtures
import Foundation
import Indexing
import SQLiteStore
import StoreConformance
import Testing

@Suite struct SQLiteStoreTests {
  /// Each test has its own.
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: StoreConformance.all)
  func `it keeps every promise of a store`(_ promise: StoreConformance) async throws {
    try await promise.check(try SQLiteStore(folder: folder.path, pipeline: "test"))
  }

  @Test func `what was written is there after opening it again`() async throws {
    var store: SQLiteStore? = try SQLiteStore(folder: folder.path, pipeline: "test")
    _ = try await store?.beginListing(of: "s")
    _ = try await store?.note(
      [SourceObject(uri: "a", size: 1, modifiedNanoseconds: 1, changedNanoseconds: 1, inode: .max)], of: "s")
    store = nil
    let again = try SQLiteStore(folder: folder.path, pipeline: "test")
    try await again.beginListing(of: "s")
    #expect(try await again.missing(of: "s") == (known: 1, missing: 1))
  }

  @Test func `another process's run is seen, and its death gives the lock back`() async throws {
    var first: SQLiteStore? = try SQLiteStore(folder: folder.path, pipeline: "test")
    let second = try SQLiteStore(folder: folder.path, pipeline: "test")
    let run = try #require(try await first?.beginRun(RunRequest()))
    let refusal = await #expect(throws: Failure.self) { _ = try await second.beginRun(RunRequest()) }
    #expect(refusal?.code == "run.alreadyRunning")
    // Letting go without finishing is what a kill looks like from outside.
    first = nil
    _ = try await second.beginRun(RunRequest())
    let dead = try #require(try await second.runs(limit: 5).first { $0.id == run.id })
    #expect(dead.outcome == .failed)
  }

  @Test func `a file that is no catalogue is refused with advice`() async throws {
    try folder.write("not a database, but long enough to be read as one", to: "catalogue.sqlite")
    let failure = #expect(throws: Failure.self) { _ = try SQLiteStore(folder: folder.path, pipeline: "test") }
    #expect(failure?.code == "store.corrupt")
  }

  @Test func `segment files that no generation lists go, the others stay`() async throws {
    let store = try SQLiteStore(folder: folder.path, pipeline: "test")
    let generation = try await store.createGeneration(.sample(), dimension: 2, precision: "f32", recipe: "")
    let entry = Revision.Entry(segment: "kept", documents: 0, chunks: 0, bytes: 0, tombstones: [], deleted: 0)
    _ = try await store.publish(
      Publication(replaces: 0, entries: [entry], members: [], removed: [], run: 1), of: generation)
    for name in ["kept", "orphan", "killed.partial"] { try folder.write("", to: "segments/\(name)") }
    try await store.sweepSegments()
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.segments) == ["kept"])
  }
}
