import Foundation
import Testing

/// Differences between segments, catalogue and source: found, named, and mended.
@Suite(.serialized) struct RepairTests {
  struct Answer: Decodable {
    var segments: Int
    var documents: Int
    var findings: [Finding]
    var repaired: [String]

    struct Finding: Decodable {
      var kind: String
      var generation: Int?
      var subject: String
      var problem: String
    }
  }

  private static func check(
    _ place: Workspace, finds kinds: Set<String>, at location: SourceLocation = #_sourceLocation
  ) async throws {
    let found: Answer = try await place.quern.json("verify", "pipeline.yaml", exits: 6, at: location)
    #expect(Set(found.findings.map(\.kind)) == kinds, "\(found)", sourceLocation: location)
  }

  /// Mends, and expects what a fresh run over the same documents makes.
  private static func mend(_ place: Workspace, at location: SourceLocation = #_sourceLocation) async throws {
    let mended: Answer = try await place.quern.json("verify", "pipeline.yaml", "--repair", at: location)
    #expect(!mended.repaired.isEmpty && mended.findings.isEmpty, "\(mended)", sourceLocation: location)
    let difference = try await place.quern.dump().difference(from: place.quern.dumpOfFreshRun())
    #expect(difference == nil, sourceLocation: location)
  }

  private static func segment(in place: Workspace) throws -> String {
    let folder = "\(place.path)/.quern/small/segments"
    return "\(folder)/\(try #require(FileManager.default.contentsOfDirectory(atPath: folder).first))"
  }

  @Test func `a flipped bit in a segment is found, and its documents are indexed again`() async throws {
    let place = try await Workspace.indexed(6)
    let path = try Self.segment(in: place)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count * 2 / 3] ^= 4
    try bytes.write(to: URL(fileURLWithPath: path))
    try await Self.check(place, finds: ["damaged"])
    try await Self.mend(place)
  }

  @Test func `a segment file that is gone is found, and its documents are indexed again`() async throws {
    let place = try await Workspace.indexed(6)
    try FileManager.default.removeItem(atPath: Self.segment(in: place))
    try await Self.check(place, finds: ["damaged"])
    try await Self.mend(place)
  }

  @Test func `documents that are searchable without being listed go`() async throws {
    let place = try await Workspace.indexed(6)
    try await place.sql("DELETE FROM member WHERE key IN (SELECT key FROM member LIMIT 2);")
    try await Self.check(place, finds: ["orphan", "missing"])
    try await Self.mend(place)
  }

  @Test func `documents that are listed without being searchable come back`() async throws {
    let place = try await Workspace.indexed(6)
    try await place.sql("UPDATE member SET number = number + 100 WHERE number = 3;")
    try await Self.check(place, finds: ["orphan", "missing"])
    try await Self.mend(place)
  }

  @Test func `a text that changed under its digest is read again`() async throws {
    let place = try await Workspace.indexed(6)
    try await place.sql("UPDATE document SET text = text || ' and more' WHERE id = 2;")
    try await Self.check(place, finds: ["damaged"])
    try await Self.mend(place)
  }

  @Test func `a vector of another length is made anew`() async throws {
    let place = try await Workspace.indexed(6)
    try await place.sql("UPDATE embedding SET vector = x'00' WHERE rowid = 2;")
    try await Self.check(place, finds: ["damaged"])
    try await Self.mend(place)
  }

  @Test func `a source that moved on is told, and a run catches up`() async throws {
    let place = try await Workspace.indexed(6)
    try place.remove("documents/\(Workspace.uri(0))")
    try place.write("documents/new.txt", "a document about the miller's new waterwheel and its paddles")
    let found: Answer = try await place.quern.json("verify", "pipeline.yaml", exits: 6)
    #expect(Set(found.findings.map(\.kind)) == ["lagging"] && found.findings.count == 2, "\(found)")
    try await place.quern("run", "pipeline.yaml")
    try await place.quern("verify", "pipeline.yaml")
  }
}
