import Corpus
import Segments
import Testing

@Suite struct TombstonesTests {
  @Test(arguments: [[], [0], [63, 64, 65], [5, 1, 1_000_000, 5]])
  func `what is written is read back`(documents: [Int]) throws {
    var tombstones = Tombstones()
    for document in documents { tombstones.insert(document) }
    #expect(tombstones.count == Set(documents).count && tombstones.documents == Set(documents).sorted())
    #expect(try Tombstones(bytes: tombstones.bytes) == tombstones)
    #expect(documents.allSatisfy(tombstones.contains) && !tombstones.contains(2) && !tombstones.contains(9_999_999))
  }

  @Test(
    arguments: [
      [1], [1, 0], [200], [1, 1, 1], [1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
      [1, 0xff, 0xff, 0xff, 0xff, 0x7f],
      Array(repeating: 0xff, count: 20),
    ] as [[UInt8]])
  func `damaged bytes are refused`(bytes: [UInt8]) throws {
    #expect(try #require(throws: Failure.self) { try Tombstones(bytes: bytes) }.code == "segment.tombstones")
  }

  @Test func `a union has the documents of both`() {
    var (a, b) = (Tombstones(), Tombstones())
    a.insert(3)
    b.insert(3)
    b.insert(300)
    a.formUnion(b)
    #expect(a.documents == [3, 300] && a.insert(3) == false)
  }

  @Test func `tombstones of another segment are refused`() throws {
    let folder = try TemporaryFolder()
    let one = try segment([SegmentDocument("a", ["text"])], at: folder.file("a"))
    var tombstones = Tombstones()
    tombstones.insert(1)
    #expect(throws: Failure.self) { try Snapshot([(one, tombstones)]) }
  }
}
