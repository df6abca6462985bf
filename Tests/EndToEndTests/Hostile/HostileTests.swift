import Foundation
import Testing

/// A bad file costs one row in quarantine, and nothing else.
@Suite(.enabled(if: HostileFolder.isPossible, "needs python3, which writes the hostile files"))
struct HostileTests {
  private static let limits = "extract: { timeout: 10s }"

  @Test func `a folder of hostile files costs one row each, and the good ones are found`() async throws {
    let place = try Workspace()
    try place.write(Pipeline(more: [Self.limits]))
    try await HostileFolder.write(in: place)
    let before = try await Self.listing(of: place)
    let quern = place.quern

    // Most of the folder is bad: far over the default threshold.
    try await quern("run", "pipeline.yaml", exits: 3)
    #expect(try await place.survivors() == [])
    #expect(try await quern("search", "pipeline.yaml", "bellwether0", exits: 65).err.contains("live generation"))

    // Nothing is read again: what is set aside is released when the stage that refused it changes.
    try place.write(Pipeline(more: [Self.limits, Pipeline.tolerant]))
    let record = try await quern.record()
    #expect(record.outcome == "finished")
    #expect(try record.stage("extract").done == 0)
    #expect(try record.stage("extract").pending == 0)
    #expect(try record.stage("discover").skipped > 0)

    try await Self.expectGoodFiles(in: quern)
    try await Self.expectOutcomes(in: quern)
    try await quern("verify", "pipeline.yaml")
    #expect(try await Self.listing(of: place) == before, "something was left behind, or is gone")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(place.path)/temporary") == [])
    #expect(try await place.survivors() == [])
    #expect(try await quern("run", "pipeline.yaml").out.contains("nothing to do"))
  }

  /// Names and kinds of everything below the documents, and what lies beside them.
  private static func listing(of place: Workspace) async throws -> String {
    try await place.quern.shell(
      "find documents -printf '%y %P\\0' | sort -z | sha256sum; ls; ls /escaped.txt ../escaped.txt 2>/dev/null; true"
    ).out
  }

  private static func expectGoodFiles(in quern: Quern) async throws {
    for (uri, word) in HostileFolder.good { #expect(try await quern.find(word) == [uri], "\(word)") }
    for word in ["burglar0", "root", "daemon"] {
      for uri in try await quern.find(word) { Issue.record("\(uri) holds what lies outside: \(word)") }
    }
  }

  private static func expectOutcomes(in quern: Quern) async throws {
    let rows: [QuarantineAnswer] = try await quern.json("quarantine", "list", "pipeline.yaml", "--limit", "1000000")
    let items: [ItemAnswer] = try await quern.json("items", "pipeline.yaml", "--limit", "1000000")
    #expect(Set(rows.map(\.uri)).count == rows.count, "one row each")
    for row in rows {
      #expect(row.code.contains(".") && !row.reason.isEmpty && !row.remedy.isEmpty, "\(row)")
      #expect(!row.uri.unicodeScalars.contains { $0.properties.generalCategory == .control })
      #expect(row.code != "extract.protocol" && row.code != "extract.crashed", "\(row)")
    }
    for file in HostileFolder.refused {
      let own = rows.filter { $0.uri.comes(from: file) }
      // An archive that breaks off has a row, and the member it breaks off in may have one.
      #expect(own.count == 1 || own.count == 2 && own.contains { $0.uri == file }, "\(file): \(own)")
      #expect(!items.contains { $0.uri.comes(from: file) }, "\(file) gave a document")
    }
    for file in HostileFolder.settled {
      let isKnown =
        rows.contains { $0.uri.comes(from: file) }
        || items.contains { $0.uri.comes(from: file) }
      #expect(isKnown, "\(file) was lost silently")
    }
    for file in HostileFolder.good.keys { #expect(!rows.contains { $0.uri == file }, "\(file) was refused") }
    for prefix in HostileFolder.skipped {
      #expect(!rows.contains { $0.uri.hasPrefix(prefix) } && !items.contains { $0.uri.hasPrefix(prefix) })
    }
  }

  @Test(arguments: ["line.txt", "line.jsonl"])
  func `a line of gigabytes is given up when the limit on files lets it in`(name: String) async throws {
    let place = try Workspace()
    try place.write(Pipeline(more: ["extract: { timeout: 5s, maxFileSize: 20Gi }", Pipeline.tolerant]))
    try place.write("documents/good.txt", "The bellwether is good.")
    // Zeros take no room on the disk; ten gigabytes of them take their time to hash.
    let size = Soak.isOn ? "10G" : "2G"
    #expect(try await place.quern.shell("truncate -s \(size) documents/\(name)").ending == .code(0))
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.quern.find("bellwether") == ["good.txt"])
    let rows: [QuarantineAnswer] = try await place.quern.json("quarantine", "list", "pipeline.yaml")
    #expect(rows.map(\.uri) == [name])
    #expect(try await place.survivors() == [])
  }

  @Test func `a file that grows while it is read does not hold up the others`() async throws {
    let place = try Workspace()
    try place.write(Pipeline(more: [Pipeline.tolerant]))
    try place.write("documents/good.txt", "The bellwether is good.")
    try place.write("documents/growing.log", String(repeating: "The log grows.\n", count: 400_000))
    let writer = Task {
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(place.path)/documents/growing.log"))
      try file.seekToEnd()
      while !Task.isCancelled {
        try file.write(contentsOf: Data("And grows.\n".utf8))
        try await Task.sleep(for: .milliseconds(1))
      }
    }
    for _ in 0..<3 {
      try await place.quern.record()
      #expect(try await place.quern.find("bellwether") == ["good.txt"])
    }
    writer.cancel()
    _ = await writer.result
    try await place.quern.record()
    try await place.quern.record()
    #expect(try await place.quern("quarantine", "list", "pipeline.yaml").out.contains("nothing is quarantined"))
    #expect(try await place.quern.dump().difference(from: place.quern.dumpOfFreshRun()) == nil)
  }
}
