import Corpus
import Indexing
import Pipelines
import Running
import Testing

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
