import Foundation
import Testing

/// What becomes of a new generation: it waits, goes live, is refused, and makes way again.
@Suite(.serialized) struct PromotionTests {
  private static let manual = "generations: { promote: manual, keep: 3 }"

  @Test func `a generation that waits for its promotion is fed like the live one`() async throws {
    let place = try await Workspace.indexed(3, Pipeline(more: [Self.manual]))
    try await place.quern("search", "pipeline.yaml", "grain", exits: 65)
    try await place.quern("generation", "promote", "pipeline.yaml", "1")
    try await place.quern("generation", "promote", "pipeline.yaml", "1", exits: 64)
    try place.write(Pipeline(maxTokens: 24, more: [Self.manual]))
    let built: RunAnswer = try await place.quern.json("run", "pipeline.yaml")
    #expect(built.generation == 2)
    #expect(try await place.states() == ["live", "sealed"])

    try place.write("documents/new.txt", "a document about the miller's new waterwheel and its paddles")
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.quern.find("waterwheel") == ["new.txt"])
    #expect(try await place.quern.find("waterwheel", "--generation", "2") == ["new.txt"])
    #expect(try await place.states() == ["live", "sealed"])

    try await place.quern("generation", "promote", "pipeline.yaml", "2")
    #expect(try await place.states() == ["retired", "live"])
    let promoted = try await place.quern.dump()
    try place.write(Pipeline(maxTokens: 24))
    #expect(try await promoted.difference(from: place.quern.dumpOfFreshRun()) == nil)
  }

  @Test func `going back replays what was deleted and changed since`() async throws {
    let place = try await Workspace.indexed(6)
    try place.write(Pipeline(maxTokens: 24))
    try await place.quern("run", "pipeline.yaml")
    try place.remove("documents/\(Workspace.uri(0))")
    try place.write("documents/\(Workspace.uri(1))", "rewritten since, about pendulums and their swing in the cold")
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.quern.find("pendulums", "--generation", "1") != [Workspace.uri(1)])

    try await place.quern("generation", "rollback", "pipeline.yaml")
    #expect(try await place.states() == ["live", "retired"])
    #expect(try await place.quern.find("pendulums") == [Workspace.uri(1)])
    try place.write(Pipeline())
    let dump = try await place.quern.dump()
    #expect(!dump.uris.contains(Workspace.uri(0)))
    #expect(try await dump.difference(from: place.quern.dumpOfFreshRun()) == nil)
  }

  @Test func `a gate that refuses leaves the old generation live, and its reason is told`() async throws {
    let gate = "gates: [{ type: quarantine, max: 0% }]"
    let place = try await Workspace.indexed(6)
    try place.write("documents/empty.txt", "")
    try place.write(Pipeline(maxTokens: 24, more: [Pipeline.tolerant, gate]))
    let refusal = try await place.quern("run", "pipeline.yaml", exits: 4)
    #expect(refusal.out.contains("gate quarantine"), "\(refusal)")
    #expect(try await place.states() == ["live", "sealed"])
    try place.remove("documents/empty.txt")
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.states() == ["retired", "live"])
  }

  @Test func `a generation whose bytes are damaged does not go live`() async throws {
    let place = try await Workspace.indexed(4)
    try place.write(Pipeline(maxTokens: 24, more: [Self.manual]))
    try await place.quern("run", "pipeline.yaml")
    let folder = "\(place.path)/.quern/small/segments"
    let newest = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix("2-") })
    var bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(newest)"))
    bytes[bytes.count / 2] ^= 0x10
    try bytes.write(to: URL(fileURLWithPath: "\(folder)/\(newest)"))
    let refusal = try await place.quern("generation", "promote", "pipeline.yaml", "2", exits: 4)
    #expect(refusal.out.contains("gate checksums"), "\(refusal)")
    #expect(try await place.states() == ["live", "sealed"])
  }

  @Test func `differences between generations are told by document`() async throws {
    let place = try await Workspace.indexed(6)
    try place.write(Pipeline(maxTokens: 24))
    try await place.quern("run", "pipeline.yaml")
    try place.remove("documents/\(Workspace.uri(0))")
    try place.write("documents/new.txt", "a document about the miller's new waterwheel and its paddles")
    try await place.quern("run", "pipeline.yaml")
    let text = try await place.quern("generation", "diff", "pipeline.yaml", "1", "2").out
    #expect(text.contains("other chunk"))
    #expect(text.contains("1 added, 1 removed, 5 with other text or cuts, 0 alike"), "\(text)")
    let shown = try await place.quern("generation", "show", "pipeline.yaml", "2").out
    #expect(shown.contains("maxTokens: 24"), "\(shown)")
  }
}

extension Workspace {
  /// The states of all generations, oldest first.
  fileprivate func states() async throws -> [String] {
    let generations: [GenerationAnswer] = try await quern.json("generation", "list", "pipeline.yaml")
    return generations.map(\.state)
  }
}
