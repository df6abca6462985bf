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
