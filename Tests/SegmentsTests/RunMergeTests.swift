import Corpus
import Segments
import Testing

@Suite struct RunMergeTests {
  /// More distinct words than stay in memory, so that several runs are written and merged.
  @Test func `an index larger than memory finds every word`() throws {
    let folder = try TemporaryFolder()
    let documents = (0..<130).map { number in
      SegmentDocument("\(number)", [(0..<5000).map { "u\(number)x\($0)" }.joined(separator: " ") + " shared"])
    }
    let snapshot = try Snapshot([(try segment(documents, language: "none", at: folder.file("a")), Tombstones())])
    #expect(try snapshot.lexical("shared", limit: .max).count == documents.count)
    for number in [0, 64, 104, 105, 129] {
      let found = try snapshot.lexical("u\(number)x0 u\(number)x4999", limit: 10)
      #expect(found.map(\.document) == [documents[number].id])
      #expect(try snapshot.lexical("\"u\(number)x77 u\(number)x78\"", limit: 10).count == 1)
    }
  }
}
