import Corpus
import Foundation
import Indexing
import Pipelines
import Running
import SQLiteStore
import Testing

@Suite struct StopSignalTests {
  @Test func `the first reason stands`() {
    let stop = StopSignal()
    #expect(!stop.isRequested)
    stop.request(.budgetReached)
    stop.request(.interrupted)
    #expect(stop.reason == .budgetReached)
  }
}

@Suite struct RunProgressTests {
  @Test func `workers together stay within a budget`() async {
    let progress = RunProgress()
    #expect(await progress.reserve(60, of: 100) == 60)
    #expect(await progress.reserve(60, of: 100) == 40)
    #expect(await progress.reserve(60, of: 100) == nil)
    // The first used 50 of its 60, and gives them back.
    await progress.advance(.embed, done: 1, tokens: 50)
    await progress.release(60, of: 100)
    #expect(await progress.reserve(60, of: 100) == 10)
  }

  @Test func `without a budget everything wanted is there`() async {
    #expect(await RunProgress().reserve(60, of: nil) == 60)
  }

  @Test func `what is finished is done, reused or quarantined`() async {
    let progress = RunProgress()
    await progress.expect(.extract, 5)
    await progress.advance(.extract, done: 1, reused: 2, quarantined: 1)
    let station = await progress.stations[.extract]
    #expect(station?.finished == 4)
    #expect(station?.total == 5)
  }
}

@Suite struct PlanFingerprintTests {
  private func plan(_ more: String = "", metadata: String = "{}") throws -> Plan {
    let text = """
      apiVersion: quern/v1
      kind: Pipeline
      metadata: { name: test }
      spec:
        sources: [{ name: s, type: files, path: ., metadata: \(metadata) }]
        embed: { model: { type: hashing } }
      \(more)
      """
    return try PipelineReader.plan(file: "/srv/test/pipeline.yaml", text: text, environment: [:])
  }

  @Test func `resources are in no fingerprint`() throws {
    let base = try plan()
    let other = try plan("  extract: { timeout: 5s, memoryLimit: 64Mi }\n  failurePolicy: { maxFailures: 50% }")
    #expect(base.extractFingerprint(passwords: []) == other.extractFingerprint(passwords: []))
    #expect(base.indexFingerprint == other.indexFingerprint)
  }

  @Test func `what changes extracted text changes its fingerprint, passwords included`() throws {
    let base = try plan().extractFingerprint(passwords: [])
    let fields = try plan("  extract: { fields: { text: body } }").extractFingerprint(passwords: [])
    #expect(base != fields)
    #expect(base != (try plan().extractFingerprint(passwords: ["secret"])))
  }

  @Test func `a source's metadata are part of its documents`() throws {
    #expect(try plan().indexFingerprint != (try plan(metadata: "{ year: 2020 }").indexFingerprint))
  }
}

@Suite struct SegmentSweeperTests {
  @Test func `files that no generation lists go, the others stay`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quern-sweep-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let store = try SQLiteStore(folder: folder, pipeline: "test")
    let print = Fingerprint(stage: "x", version: 1, settings: [:])
    let generation = try await store.createGeneration(
      GenerationFingerprints(extract: print, chunk: print, embed: print, index: print), dimension: 2, precision: "f32")
    let entry = Revision.Entry(segment: "kept", documents: 0, chunks: 0, bytes: 0, tombstones: [], deleted: 0)
    _ = try await store.publish(
      Publication(entries: [entry], members: [], removed: [], promotes: true, run: 1), of: generation)
    let segments = folder + "/segments"
    try FileManager.default.createDirectory(atPath: segments, withIntermediateDirectories: true)
    for name in ["kept", "orphan", "killed.partial"] {
      try Data().write(to: URL(fileURLWithPath: segments + "/" + name))
    }
    try await SegmentSweeper(store: store, folder: segments).sweep()
    #expect(try FileManager.default.contentsOfDirectory(atPath: segments) == ["kept"])
  }
}
