import Foundation
import Testing

/// Runs over files that changed, or did not, since the last one.
@Suite struct FileChangeTests {
  @Test func `nothing changed, nothing is done`() async throws {
    let place = try await Workspace.indexed(5)
    let before = try await place.quern.dump()
    let record = try await place.quern.record()
    for name in ["discover", "extract", "chunk", "embed", "index"] {
      let counts = try record.stage(name)
      #expect(counts.reused == counts.total && counts.total > 0 && counts.done == 0, "\(name): \(counts)")
    }
    #expect(record.tokens == 0 && record.revision == 1)
    #expect(try await place.quern.dump().difference(from: before) == nil)
  }

  @Test func `what was added, changed and deleted shows in the next search`() async throws {
    let place = try await Workspace.indexed(12)
    try place.write("documents/new.md", "The wimbrel is new here.")
    try place.write(Workspace.prose(3), "The farrago replaced what was here.")
    try place.remove(Workspace.prose(4))
    let record = try await place.quern.record()
    #expect(try record.stage("extract").done == 2)
    #expect(try record.stage("index").done == 2)
    #expect(try record.stage("index").removed == 1)
    #expect(record.revision == 2)
    let quern = place.quern
    #expect(try await quern.find("wimbrel") == ["new.md"])
    #expect(try await quern.find("farrago") == [Workspace.uri(3)])
    #expect(try await quern.find(Workspace.mark(3)).isEmpty)
    #expect(try await quern.find(Workspace.mark(4)).isEmpty)
    #expect(try await quern.find(Workspace.mark(5)) == [Workspace.uri(5)])
    #expect(try await quern.dump().difference(from: quern.dumpOfFreshRun()) == nil)
    try await quern("verify", "pipeline.yaml")
  }

  @Test func `a file that was only touched is read, and nothing else`() async throws {
    let place = try await Workspace.indexed(5)
    #expect(try await place.quern.shell("touch -d '2001-02-03' \(Workspace.prose(2))").ending == .code(0))
    let record = try await place.quern.record()
    #expect(try record.stage("discover").done == 1)
    #expect(try record.stage("chunk").done == 0)
    #expect(try record.stage("index").done == 0)
    #expect(record.tokens == 0 && record.revision == 1)
  }

  @Test func `a change that keeps size and time of modification is seen`() async throws {
    let place = try await Workspace.indexed(3)
    try place.write("documents/same.txt", "The whimbrel calls.")
    try await place.quern("run", "pipeline.yaml")
    let change = try await place.quern.shell(
      """
      cd documents && touch -r same.txt ../stamp && printf 'The sandpiper runs.' >same.txt && touch -r ../stamp same.txt
      """)
    #expect(change.ending == .code(0))
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.quern.find("sandpiper") == ["same.txt"])
    #expect(try await place.quern.find("whimbrel").isEmpty)
  }

  @Test func `a renamed file is found under its new name, and its vectors are not made again`() async throws {
    let place = try await Workspace.indexed(8)
    try place.move(Workspace.prose(2), to: "documents/renamed.md")
    let record = try await place.quern.record()
    #expect(record.tokens == 0)
    #expect(try await place.quern.find(Workspace.mark(2)) == ["renamed.md"])
  }

  @Test func `a file that becomes a folder, and a folder that becomes a file`() async throws {
    let place = try await Workspace.indexed(12)
    try place.remove(Workspace.prose(1))
    try place.write("\(Workspace.prose(1))/inside.txt", "The wimbrel is inside.")
    try place.remove("documents/2")
    try place.write("documents/2", "The farrago was a folder.")
    try await place.quern("run", "pipeline.yaml", "--allow-shrink")
    #expect(try await place.quern.find("wimbrel") == ["\(Workspace.uri(1))/inside.txt"])
    #expect(try await place.quern.find("farrago") == ["2"])
    #expect(try await place.quern.dump().difference(from: place.quern.dumpOfFreshRun()) == nil)
  }

  @Test func `--full reads everything again and makes nothing anew`() async throws {
    let place = try await Workspace.indexed(5)
    let record = try await place.quern.record("--full")
    #expect(try record.stage("extract").total == 5 && record.stage("extract").pending == 0)
    #expect(try record.stage("index").done == 0)
    #expect(record.tokens == 0)
  }

  @Test func `rows of a JSONL file change one by one`() async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    func write(_ rows: KeyValuePairs<String, String>) throws {
      let lines = rows.map { #"{"_id": "\#($0.key)", "title": "Row \#($0.key)", "text": "\#($0.value)"}"# }
      try place.write("documents/rows.jsonl", lines.joined(separator: "\n") + "\n")
    }
    try write(["a": "The first wimbrel.", "b": "The second farrago.", "c": "The third gallimaufry."])
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.quern.find("farrago") == ["rows.jsonl#b"])

    try write(["a": "The first wimbrel.", "b": "The second cormorant.", "d": "The fourth salmagundi."])
    let record = try await place.quern.record()
    #expect(try record.stage("chunk").done == 2)
    #expect(try record.stage("index").done == 2)
    #expect(try record.stage("index").removed == 1)
    #expect(try await place.quern.find("farrago").isEmpty)
    #expect(try await place.quern.find("gallimaufry").isEmpty)
    #expect(try await place.quern.find("cormorant") == ["rows.jsonl#b"])
    #expect(try await place.quern.dump().uris == ["rows.jsonl#a", "rows.jsonl#b", "rows.jsonl#d"])
  }
}
