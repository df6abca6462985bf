import Corpus
import Segments
import Testing

@Suite struct RecallTests {
  @Test func `recall is the share of the truly nearest that a search finds`() throws {
    let folder = try TemporaryFolder()
    let set = VectorSet.random
    func recall(_ vector: SegmentSettings.Vector) throws -> Double {
      let settings = SegmentSettings(dimension: VectorSet.dimension, language: "none", vector: vector)
      let snapshot = try Snapshot([(try write(set.documents, settings, at: folder.file("\(vector)")), Tombstones())])
      #expect(snapshot.hasGraph == (vector != .exact))
      return try snapshot.recall(of: snapshot.someVectors(atMost: 60))
    }
    let (poor, wider, good) = (
      try recall(.hnsw(m: 2, efConstruction: 4, ef: 1)), try recall(.hnsw(m: 2, efConstruction: 4, ef: 100)),
      try recall(.standard)
    )
    #expect(poor < 0.9 && wider > poor + 0.1 && good > 0.99)
    #expect(try recall(.exact) == 1)
  }

  @Test func `sampled vectors are spread over what is not deleted`() throws {
    let folder = try TemporaryFolder()
    var tombstones = Tombstones()
    tombstones.insert(0)
    let settings = SegmentSettings(dimension: 2, language: "none")
    func part(_ name: String, _ numbers: Range<Int>) throws -> Segment {
      let documents = numbers.map { SegmentDocument("\($0)", ["text"], vectors: [$0 % 2 == 0 ? [1, 0] : [0, 1]]) }
      return try write(documents, settings, at: folder.file(name))
    }
    let snapshot = try Snapshot([(try part("a", 0..<4), tombstones), (try part("b", 4..<9), Tombstones())])
    #expect(snapshot.someVectors(atMost: 100).count == 8 && snapshot.someVectors(atMost: 0).isEmpty)
    #expect(snapshot.someVectors(atMost: 4) == [[0, 1], [0, 1], [0, 1], [0, 1]])
    #expect(snapshot.someVectors(atMost: 3) == [[0, 1], [1, 0], [0, 1]])
  }
}
