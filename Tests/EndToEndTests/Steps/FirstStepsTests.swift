import Foundation
import Testing

/// What a newcomer does first, in the order of the README.
@Suite struct FirstStepsTests {
  @Test func `init, run and search lead to an answer, and running again has nothing to do`() async throws {
    let place = try Workspace()
    let quern = place.quern
    #expect(try await quern("init", "demo").out.contains("quern run demo/pipeline.yaml"))
    try await quern("run", "demo/pipeline.yaml")

    let answer: SearchAnswer = try await quern.json("search", "demo/pipeline.yaml", "how is flour made")
    #expect(answer.strategy == "hybrid")
    #expect(!answer.hits.isEmpty && answer.hits.map(\.rank) == answer.hits.indices.map { $0 + 1 })
    #expect(answer.hits.map(\.score) == answer.hits.map(\.score).sorted(by: >))
    let lexical: SearchAnswer = try await quern.json(
      "search", "demo/pipeline.yaml", "mill bill pick", "--strategy", "lexical", "-k", "1")
    #expect(lexical.hits.map(\.uri) == ["millstones.txt"])
    #expect(try await quern("search", "demo/pipeline.yaml", "fluted break rolls").out.contains("roller-mills.html"))

    let again = try await quern("run", "demo/pipeline.yaml")
    #expect(again.out.contains("nothing to do"), "\(again)")
    #expect(try await place.survivors() == [])
  }

  @Test func `init does not write over what is there`() async throws {
    let place = try Workspace()
    try place.write("demo/pipeline.yaml", "mine")
    let refusal = try await place.quern("init", "demo", exits: 64)
    #expect(refusal.err.contains("demo/pipeline.yaml"))
    #expect(try place.read("demo/pipeline.yaml") == "mine")
    #expect(!FileManager.default.fileExists(atPath: "\(place.path)/demo/documents"))
  }

  @Test(arguments: ["status", "runs", "items", "dump", "verify", "quarantine", "generation"])
  func `looking before the first run says what to do`(command: String) async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    let noun = ["quarantine", "generation"].contains(command) ? [command, "list"] : [command]
    let refusal = try await place.quern.run(noun + ["pipeline.yaml"], exits: 65)
    #expect(refusal.err.contains("quern run pipeline.yaml"), "\(refusal)")
    #expect(refusal.out.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: "\(place.path)/.quern"), "looking must not make a catalogue")
  }

  @Test func `plan says by its exit code whether there is work`() async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    try place.write("documents/a.txt", "Grain is ground between stones.")
    let quern = place.quern
    let before: PlanAnswer = try await quern.json("plan", "pipeline.yaml", "--detailed-exitcode", exits: 2)
    #expect(before.isNewGeneration)
    #expect(before.files.new == 1)
    #expect(before.newBytes == 31)
    try await quern("plan", "pipeline.yaml")

    try await quern("run", "pipeline.yaml")
    let after: PlanAnswer = try await quern.json("plan", "pipeline.yaml", "--detailed-exitcode")
    #expect(!after.isNewGeneration)
    #expect(after.files.unchanged == 1)
    #expect(after.pendingFiles + after.pendingDocuments + after.pendingChunks + after.estimatedTokens == 0)
    #expect(try await quern("plan", "pipeline.yaml").out.contains("nothing to do"))

    try place.write("documents/b.txt", "Flour falls from the rim.")
    let changed: PlanAnswer = try await quern.json("plan", "pipeline.yaml", "--detailed-exitcode", exits: 2)
    #expect(changed.files.new == 1)
  }

  @Test func `a folder of its own for state is honoured`() async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    try place.write("documents/a.txt", "Grain is ground between stones.")
    var quern = place.quern
    quern.environment["QUERN_HOME"] = "\(place.path)/elsewhere"
    try await quern("run", "pipeline.yaml")
    #expect(FileManager.default.fileExists(atPath: "\(place.path)/elsewhere/small"))
    #expect(!FileManager.default.fileExists(atPath: "\(place.path)/.quern"))
  }
}
