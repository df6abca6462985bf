import Corpus
import Segments
import Testing

@Suite struct SnapshotTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a replaced document is found in its new words only`() throws {
    let old = try segment(
      [SegmentDocument("a", ["old words"]), SegmentDocument("b", ["other words"])], at: folder.file("1"))
    let new = try segment([SegmentDocument("a", ["new words"])], at: folder.file("2"))
    let id = SegmentDocument("a", []).id
    let before = try Snapshot([(old, Tombstones())])
    var tombstones = Tombstones()
    tombstones.insert(try #require(try before.place(of: id)).document)
    let after = try Snapshot([(old, tombstones), (new, Tombstones())])
    #expect(after.documentCount == 2 && after.chunkCount == 2 && after.segmentCount == 2)
    #expect(try after.lexical("old", limit: 10) == [])
    #expect(try after.lexical("new", limit: 10).map(\.document) == [id])
    #expect(try after.chunks(of: id).map(\.text) == ["new words"])
    #expect(try before.lexical("old", limit: 10).map(\.document) == [id], "an older snapshot does not change")
  }

  @Test func `an empty snapshot finds nothing`() throws {
    let snapshot = try Snapshot([] as [(segment: Segment, tombstones: Tombstones)])
    #expect(
      try snapshot.lexical("a", limit: 1) == [] && snapshot.semantic([1], limit: 1) == [] && snapshot.dimension == nil)
  }

  @Test func `segments of different settings do not go together`() throws {
    let a = try segment([], dimension: 4, at: folder.file("a"))
    let b = try segment([], dimension: 5, at: folder.file("b"))
    #expect(
      try #require(throws: Failure.self) { try Snapshot([(a, Tombstones()), (b, Tombstones())]) }.code
        == "segment.mixed")
  }

  @Test func `a missing file is named`() throws {
    let failure = try #require(throws: Failure.self) { try Segment(path: folder.file("absent")) }
    #expect(failure.code == "segment.file" && failure.subject.hasSuffix("absent"))
  }

  @Test func `a rank is the place in the whole list`() throws {
    let documents = SegmentDocument.random(200, dimension: 8, seed: 2)
    let snapshot = try Snapshot([(try segment(documents, dimension: 8, at: folder.file("a")), Tombstones())])
    let query = (0..<8).map { Float($0) - 3 }
    for (place, match) in try snapshot.semantic(query, limit: 500, grouping: .documents).enumerated()
    where place % 29 == 0 {
      #expect(try snapshot.semanticRank(of: match.document, query)?.rank == place + 1)
    }
    let lexical = try snapshot.lexical("w1 w3", limit: 500, grouping: .documents)
    #expect(try snapshot.lexicalRank(of: lexical[7].document, "w1 w3")?.rank == 8)
    #expect(try snapshot.lexicalRank(of: lexical[7].document, "absent") == nil)
  }

  @Test func `many threads may search at once`() async throws {
    let documents = SegmentDocument.random(300, dimension: 8, seed: 4)
    let snapshot = try Snapshot([(try segment(documents, dimension: 8, at: folder.file("a")), Tombstones())])
    let expected = try snapshot.lexical("w1 w2 w3", limit: 10)
    try await withThrowingTaskGroup(of: [Match].self) { group in
      for _ in 0..<32 { group.addTask { try snapshot.lexical("w1 w2 w3", limit: 10) } }
      for try await found in group { #expect(found == expected) }
    }
  }
}
