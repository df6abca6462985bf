import Corpus
import Fixtures
import Foundation
import Segments
import Testing

@Suite struct SegmentFileTests {
  let folder: TemporaryFolder
  static let longText = String(repeating: "x", count: 1 << 21)
  let documents = SegmentDocument.random(300, dimension: 20, seed: 7)

  init() throws { folder = try TemporaryFolder() }

  @Test func `what goes in comes out`() throws {
    let segment = try segment(documents, dimension: 20, at: folder.file("a"))
    let snapshot = try Snapshot([(segment, Tombstones())])
    #expect(snapshot.documentCount == 300)
    for document in documents {
      let stored = try #require(try snapshot.document(document.id))
      #expect(stored.uri == document.uri && stored.title == document.title && stored.metadata == document.metadata)
      let chunks = try snapshot.chunks(of: document.id)
      #expect(chunks.map(\.text) == document.chunks.map(\.text))
      #expect(chunks.map(\.location) == document.chunks.map(\.location))
      #expect(chunks.map(\.tokenCount) == document.chunks.map(\.tokenCount))
    }
    #expect(try snapshot.document(DocumentID(pipeline: "p", source: "test", uri: "absent")) == nil)
    try segment.verify()
  }

  @Test func `the summary agrees with the file`() throws {
    let writer = try SegmentWriter(path: folder.file("a"), settings: SegmentSettings(dimension: 20))
    for document in documents { try writer.add(document) }
    #expect(try folder.names == ["a.partial"], "nothing has its name before it is complete")
    let summary = try writer.finish()
    #expect(try folder.names == ["a"])
    let segment = try Segment(path: folder.file("a"))
    #expect(summary.documents == segment.documentCount && summary.chunks == segment.chunkCount)
    #expect(summary.bytes == segment.byteCount && summary.checksum == segment.checksum)
    #expect(summary.bytes == (try FileManager.default.attributesOfItem(atPath: folder.file("a"))[.size] as? Int))
  }

  @Test func `a writer that is given up leaves nothing behind`() throws {
    do {
      let writer = try SegmentWriter(path: folder.file("a"), settings: SegmentSettings(dimension: 20))
      for document in documents { try writer.add(document) }
    }
    #expect(try folder.names == [])
  }

  @Test func `an empty segment can be opened and searched`() throws {
    let snapshot = try Snapshot([(try segment([], dimension: 4, at: folder.file("a")), Tombstones())])
    #expect(try snapshot.lexical("anything", limit: 10) == [])
    #expect(try snapshot.semantic([1, 0, 0, 0], limit: 10) == [])
    #expect(try snapshot.lexical("anything", limit: 10, filter: .not(.exists("year"))) == [])
  }

  @Test(arguments: [0, 1, 4095, 4096, 5000, -1])
  func `a file cut short is refused, by name and with a remedy`(length: Int) throws {
    let path = folder.file("cut")
    _ = try segment(documents, dimension: 20, at: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try whole.prefix(length < 0 ? whole.count + length : length).write(to: URL(fileURLWithPath: path))
    let failure = try #require(throws: Failure.self) { try Segment(path: path) }
    #expect(failure.code == "segment.damaged" && failure.subject == path && !failure.remedy.isEmpty)
  }

  @Test func `a file that was added to is refused`() throws {
    let path = folder.file("longer")
    _ = try segment(documents, dimension: 20, at: path)
    try (try Data(contentsOf: URL(fileURLWithPath: path)) + [0]).write(to: URL(fileURLWithPath: path))
    #expect(throws: Failure.self) { try Segment(path: path) }
  }

  @Test func `a newer format asks for a newer program`() throws {
    let path = folder.file("newer")
    _ = try segment(documents, dimension: 20, at: path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[8] = 99
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(try #require(throws: Failure.self) { try Segment(path: path) }.problem.contains("newer"))
  }

  @Test func `every flipped bit is found`() throws {
    let path = folder.file("flipped")
    _ = try segment(Array(documents.prefix(30)), dimension: 20, at: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var dice = SeededGenerator(seed: 11)
    for _ in 0..<400 {
      let place = Int.random(in: 0..<whole.count, using: &dice)
      var bytes = whole
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
      try bytes.write(to: URL(fileURLWithPath: path))
      #expect(throws: Failure.self, "byte \(place)") { try Segment(path: path).verify() }
    }
  }

  @Test func `a damaged file ends a search with a failure or a result, never with a crash`() throws {
    let path = folder.file("hostile")
    _ = try segment(Array(documents.prefix(60)), dimension: 20, at: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var dice = SeededGenerator(seed: 12)
    var tombstones = Tombstones()
    tombstones.insert(3)
    var (failures, results) = (0, 0)
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<20 {
        let place = Int.random(in: 4096..<whole.count, using: &dice)
        bytes[place] = [0, 0xff, 0x80, UInt8.random(in: 0...255, using: &dice)].randomElement(using: &dice) ?? 0
      }
      try bytes.write(to: URL(fileURLWithPath: path))
      let searches: [(Snapshot) throws -> [Match]] =
        ["w1 w2 w3 w50 title", "+w1 -w2 w7", "\"w1 w2\" w9"].map { query in
          { try $0.lexical(query, limit: 5, filter: .exists("year")) }
        } + [{ try $0.semantic(Array(repeating: 1, count: 20), limit: 5, grouping: .documents) }]
      for search in searches {
        do {
          let snapshot = try Snapshot([(path, tombstones)])
          for match in try search(snapshot) { _ = try snapshot.passage(match) }
          for document in documents.prefix(5) { _ = try snapshot.chunks(of: document.id) }
          results += 1
        } catch { failures += 1 }
      }
    }
    #expect(failures > 0 && results > 0, "\(failures) failures, \(results) results")
  }

  @Test(
    arguments: [
      ("a", [1]), ("a", [.nan, 0, 0, 0]), ("a", [.infinity, 0, 0, 0]), (longText, [1, 0, 0, 0]),
    ] as [(String, [Float])])
  func `a document that cannot be stored is refused and leaves the writer as it was`(
    text: String, vector: [Float]
  ) throws {
    let document = SegmentDocument("bad", [text], vectors: [vector])
    let writer = try SegmentWriter(path: folder.file("a"), settings: SegmentSettings(dimension: 4))
    let good = SegmentDocument("good", ["text"], vectors: [[0, 0, 0, 0]])
    try writer.add(good)
    #expect(try #require(throws: Failure.self) { try writer.add(document) }.code == "segment.document")
    #expect(try writer.finish().documents == 1)
    try Segment(path: folder.file("a")).verify()
  }

  @Test func `the same document twice is refused`() throws {
    let writer = try SegmentWriter(path: folder.file("a"), settings: SegmentSettings(dimension: 20))
    try writer.add(documents[0])
    try writer.add(documents[0])
    #expect(try #require(throws: Failure.self) { try writer.finish() }.code == "segment.duplicate")
    _ = consume writer
  }
}
