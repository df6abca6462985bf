import Corpus
import Foundation
import Segments
import Testing

@Suite struct FormatTests {
  @Test func `the first format is read`() throws {
    let folder = try TemporaryFolder()
    try #require(FormatOne.file).write(to: URL(fileURLWithPath: folder.file("one")))
    let segment = try Segment(path: folder.file("one"))
    try segment.verify()
    #expect(segment.settings == SegmentSettings(dimension: 4, language: "english"))
    let snapshot = try Snapshot([(segment, Tombstones())])
    var documents: [SegmentDocument] = []
    try snapshot.forEachDocument { documents.append($0) }
    #expect(documents.map(\.uri) == ["a.html", "b.html"] && documents.map(\.title) == ["Wings", nil])
    #expect(documents[0].metadata == ["year": .number(2020), "tag": .list(["x", "y"]), "draft": .bool(false)])
    #expect(documents[1].chunks.map(\.vector) == [[0, 0, 0.6, 0.8]])
    let place = Location(start: 3, end: 9, headings: ["Part", "Chapter"], firstPage: 1, lastPage: 2)
    #expect(documents.flatMap(\.chunks).allSatisfy { $0.location == place && $0.tokenCount == 7 })
    #expect(try snapshot.lexical("\"boundary layers\" wings", limit: 9).map(\.document) == [documents[1].id])
    #expect(try snapshot.lexical("wing", limit: 9, filter: .equals("tag", "y")).map(\.ordinal).sorted() == [0, 1])
    #expect(try snapshot.semantic([0, 1, 0, 0], limit: 1).map(\.ordinal) == [1])
  }
}
