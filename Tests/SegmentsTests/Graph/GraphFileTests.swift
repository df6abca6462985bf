import Corpus
import Fixtures
import Foundation
import Segments
import Testing

@Suite struct GraphFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func bytes(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: folder.file(name))) }

  @Test func `the file is the same with any number of threads`() throws {
    let documents = VectorSet.clustered.documents
    for threads in [1, 3] {
      _ = try write(documents, VectorSet.settings, at: folder.file("\(threads)"), threads: threads)
    }
    #expect(try bytes("1") == bytes("3"))
  }

  @Test func `settings are kept in the file`() throws {
    let settings = SegmentSettings(dimension: 3, vector: .hnsw(m: 5, efConstruction: 60, ef: 70))
    let segment = try write([], settings, at: folder.file("a"))
    #expect(segment.settings == settings && !segment.hasGraph)
  }

  @Test func `merging builds the graph that writing afresh builds`() throws {
    let documents = VectorSet.duplicates.documents
    let halves = try [documents.prefix(2000), documents.suffix(2000)].enumerated().map { number, half in
      (segment: try write(Array(half), VectorSet.settings, at: folder.file("half\(number)")), tombstones: Tombstones())
    }
    #expect(halves.allSatisfy { !$0.segment.hasGraph })
    _ = try SegmentMerger(halves).merge(to: folder.file("merged"))
    #expect(try Segment(path: folder.file("merged")).hasGraph)
    _ = try write(documents, VectorSet.settings, at: folder.file("whole"))
    #expect(try bytes("merged") == bytes("whole"))
  }

  @Test func `equal vectors share what a graph keeps of them`() throws {
    let same = (0..<5000).map { SegmentDocument("doc\($0)", ["text"], vectors: [[1, 2, 3, 4]]) }
    let settings = SegmentSettings(dimension: 4, language: "none", vector: .hnsw(m: 8, efConstruction: 60))
    let snapshot = try Snapshot([(try write(same, settings, at: folder.file("same")), Tombstones())])
    let found = try snapshot.semantic([1, 0, 0, 0], limit: 10)
    #expect(found.count == 10 && Set(found.map(\.score)).count == 1)
    #expect(found.map(\.document) == same.map(\.id).sorted().prefix(10).map { $0 })
  }

  @Test(arguments: [1, 2, 3])
  func `vectors of few dimensions have a graph too`(dimension: Int) throws {
    var dice = SeededGenerator(seed: 5)
    let documents = (0..<4200).map { number in
      SegmentDocument(
        "doc\(number)", ["text"],
        vectors: [(0..<dimension).map { _ in number % 50 == 0 ? 0 : Float.random(in: -1...1, using: &dice) }])
    }
    let settings = SegmentSettings(dimension: dimension, language: "none", vector: .hnsw(m: 4, efConstruction: 20))
    let snapshot = try Snapshot([(try write(documents, settings, at: folder.file("few")), Tombstones())])
    #expect(try recall(snapshot, documents.prefix(50).map { $0.chunks[0].vector }) > 0.95)
  }

  @Test func `a flipped bit of the graph is found, and the graph named`() throws {
    let path = folder.file("flipped")
    try copy(.random, to: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    var bytes = whole
    bytes[whole.count - 60_000] ^= 16
    try bytes.write(to: URL(fileURLWithPath: path))
    let failure = try #require(throws: Failure.self) { try Segment(path: path).verify() }
    #expect(failure.code == "segment.damaged" && failure.problem.contains("graph") && !failure.remedy.isEmpty)
    try whole.dropLast(4096).write(to: URL(fileURLWithPath: path))
    #expect(try #require(throws: Failure.self) { try Segment(path: path) }.subject == path)
  }

  @Test func `a damaged graph ends a search with a failure or a result, never with a crash`() throws {
    let path = folder.file("hostile")
    try copy(.clustered, to: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    // The graph is the last third of such a file.
    let graph = whole.count * 2 / 3..<whole.count
    var dice = SeededGenerator(seed: 13)
    var failures = 0
    for round in 0..<40 {
      var bytes = whole
      for _ in 0..<(200 << (round % 8)) {
        bytes[Int.random(in: graph, using: &dice)] = [0, 0xff, 0x80, 7].randomElement(using: &dice) ?? 0
      }
      try bytes.write(to: URL(fileURLWithPath: path))
      for query in VectorSet.clustered.queries.prefix(4) {
        do {
          let snapshot = try Snapshot([(path, Tombstones())])
          for grouping in [Grouping.chunks, .documents] {
            _ = try snapshot.semantic(query, limit: 10, filter: .equals("share", "1/2"), grouping: grouping)
            _ = try snapshot.semantic(query, limit: 10, grouping: grouping)
          }
        } catch { failures += 1 }
      }
    }
    #expect(failures > 0)
  }

  @Test func `a benchmark says how fast which recall is`() throws {
    func save(_ rows: [[Float]], _ name: String) throws -> String {
      try rows.joined().withUnsafeBytesOfCopy { try Data($0).write(to: URL(fileURLWithPath: folder.file(name))) }
      return folder.file(name)
    }
    let vectors = try save(VectorSet.random.documents.flatMap { $0.chunks.map(\.vector) }, "vectors")
    let queries = try save(VectorSet.random.queries, "queries")
    let report = try VectorBenchmark(
      vectors: vectors, queries: queries, dimension: 24, vector: .hnsw(m: 8, efConstruction: 60)
    ).run(in: folder.path)
    #expect(report.rows == 4800 && report.queries == 60 && report.points.map(\.target) == [0.95, 0.99])
    #expect(report.points.allSatisfy { $0.recall >= $0.target && $0.queriesPerSecond > 0 })
    #expect(try folder.names == ["queries", "vectors"])
    #expect(
      try #require(throws: Failure.self) {
        try VectorBenchmark(vectors: vectors, queries: queries, dimension: 7)
      }.code == "bench.vectors")
  }

  private func copy(_ set: VectorSet, to path: String) throws {
    try FileManager.default.copyItem(atPath: try set.segment().path, toPath: path)
  }
}

extension Sequence<Float> {
  fileprivate func withUnsafeBytesOfCopy<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try Array(self).withUnsafeBytes(body)
  }
}
