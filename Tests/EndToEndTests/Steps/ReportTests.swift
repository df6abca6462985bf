import Foundation
import Testing

/// What the looking commands print: their JSON has the keys of docs/cli.md, their text is for people.
@Suite struct ReportTests {
  /// Two good texts and one that is set aside.
  private static func indexed() async throws -> (Workspace, RunAnswer) {
    let place = try Workspace()
    let source = "{ name: documents, path: documents, metadata: { shelf: low } }"
    try place.write(Pipeline(sources: [source], more: [Pipeline.tolerant]))
    try place.write(
      "documents/grain.md", "# Grain\n\nGrain is ground between stones.\n\n## Flour\n\nFlour falls out.\n")
    try place.write("documents/water.txt", "Water drives the wheel.")
    try place.write("documents/empty.txt", "")
    return (place, try await place.quern.json("run", "pipeline.yaml"))
  }

  @Test func `a run's record balances, and is kept`() async throws {
    let (place, run) = try await Self.indexed()
    #expect(run.outcome == "finished")
    for (name, counts) in run.stages { #expect(counts.isBalanced, "\(name): \(counts)") }
    #expect(Set(run.stages.keys) == ["discover", "extract", "chunk", "embed", "index"])
    #expect(try run.stage("discover").total == 3)
    #expect(try run.stage("extract").quarantined == 1)
    #expect(try run.stage("extract").done == 2)
    #expect(try run.stage("index").done == 2)
    #expect(run.tokens > 0)
    let runs: [RunAnswer] = try await place.quern.json("runs", "pipeline.yaml")
    #expect(runs.map(\.id) == [run.id])
    #expect(runs.first?.finishedAt != nil)
  }

  @Test func `status, items and generations tell what is there`() async throws {
    let (place, _) = try await Self.indexed()
    let status: StatusAnswer = try await place.quern.json("status", "pipeline.yaml")
    #expect(status.pipeline == "small")
    #expect(!status.running)
    let live = try #require(status.generations.first)
    #expect(live.state == "live" && live.documents == 2 && live.segments == 1 && live.quarantined == 1)
    #expect(live.pendingFiles + live.pendingDocuments + live.pendingChunks + live.pendingTokens == 0)
    let items: [ItemAnswer] = try await place.quern.json("items", "pipeline.yaml")
    #expect(items.map(\.uri) == ["grain.md", "water.txt"])
    #expect(items.allSatisfy { $0.indexed && $0.embedded == $0.chunks })
    #expect(items.first?.title == "Grain")
    let generations: [GenerationAnswer] = try await place.quern.json("generation", "list", "pipeline.yaml")
    #expect(generations.map(\.state) == ["live"] && generations.map(\.dimension) == [64])
  }

  @Test func `quarantine names code, reason and remedy`() async throws {
    let (place, _) = try await Self.indexed()
    let listed: [QuarantineAnswer] = try await place.quern.json("quarantine", "list", "pipeline.yaml")
    let shown: [QuarantineAnswer] = try await place.quern.json("quarantine", "show", "pipeline.yaml", "empty.txt")
    for rows in [listed, shown] {
      let row = try #require(rows.first)
      #expect(rows.count == 1)
      #expect(row.uri == "empty.txt" && row.source == "documents" && row.stage == "extract" && row.attempts == 1)
      #expect(row.code.contains(".") && !row.reason.isEmpty && !row.remedy.isEmpty && !row.discarded)
      #expect(ISO8601DateFormatter().date(from: row.firstAt) != nil)
    }
    try await place.quern("quarantine", "show", "pipeline.yaml", "grain.md", exits: 65)
  }

  @Test func `explain shows the chunk that search found`() async throws {
    let (place, _) = try await Self.indexed()
    let answer: SearchAnswer = try await place.quern.json(
      "search", "pipeline.yaml", "flour", "--strategy", "lexical", "--filter", "shelf=low")
    let hit = try #require(answer.hits.first)
    #expect(hit.uri == "grain.md" && hit.source == "documents" && hit.chunk.hasPrefix(hit.document))
    let shown = try await place.quern("explain", "pipeline.yaml", hit.chunk).out
    #expect(shown.contains("grain.md") && shown.contains(hit.text))
    try await place.quern("explain", "pipeline.yaml", "no-chunk", exits: 64)
    let unknown = String(repeating: "0", count: hit.document.count)
    try await place.quern("explain", "pipeline.yaml", "\(unknown)-0", exits: 65)
  }

  @Test func `a dump is sorted by URI and ordinal and holds unit vectors`() async throws {
    let (place, _) = try await Self.indexed()
    let dump = try await place.quern.dump()
    #expect(dump.uris == ["grain.md", "water.txt"])
    for line in dump.lines {
      #expect(line.vector.count == 64)
      #expect(abs(line.vector.map { $0 * $0 }.reduce(0, +) - 1) < 1e-4)
    }
    let bare = try await place.quern("dump", "pipeline.yaml", "--no-vectors").out
    #expect(!bare.contains("\"vector\"") && bare.split(separator: "\n").count == dump.lines.count)
  }

  @Test(arguments: [
    (["status"], "generation 1 live"), (["runs"], "finished"), (["items"], "searchable"),
    (["quarantine", "list"], "empty.txt"), (["generation", "list"], "live"), (["verify"], "sound"),
  ])
  func `people get text`(command: [String], text: String) async throws {
    let (place, _) = try await Self.indexed()
    let outcome = try await place.quern.run(command + ["pipeline.yaml"], exits: 0)
    #expect(outcome.out.contains(text), "\(outcome)")
    #expect(!outcome.out.hasPrefix("{") && !outcome.out.hasPrefix("["))
  }

  @Test func `verify finds a byte that has changed on disk`() async throws {
    let (place, _) = try await Self.indexed()
    let damage = try await place.quern.shell(
      """
      segment=$(find .quern -name '*.segment' | head -n 1)
      size=$(stat -c %s "$segment")
      printf '\\xa5\\x5a\\xa5\\x5a' | dd of="$segment" bs=1 seek=$((size / 2)) conv=notrunc status=none
      """)
    #expect(damage.ending == .code(0), "\(damage)")
    let report = try await place.quern("verify", "pipeline.yaml", exits: 6)
    #expect(report.all.contains("segment"), "\(report)")
  }
}
