import CKernels
import Corpus
import Fixtures
import Foundation
import Segments
import Testing

/// Segments are an implementation detail: nothing that a search tells may depend on them.
@Suite struct RankingTests {
  let folder: TemporaryFolder
  let documents = SegmentDocument.random(900, dimension: 24, seed: 3)
  static let queries = ["w1", "w1 w2", "w3 w150 w7", "title w180 w2 w2", "+w1 w9", "w4 -w1", "\"w1 w1\"", "absent w5"]

  init() throws { folder = try TemporaryFolder() }

  /// The documents left after deleting every fifth, as one segment and as five with tombstones and in another order.
  func snapshots() throws -> (one: Snapshot, many: Snapshot) {
    let left = documents.enumerated().filter { $0.offset % 5 != 2 }.map(\.element)
    let one = try Snapshot([(try segment(left, dimension: 24, at: folder.file("one")), Tombstones())])
    let many = try (0..<5).reversed().map { part in
      let members = documents.enumerated().filter { $0.offset / 180 == part }
      let segment = try segment(members.map(\.element), dimension: 24, at: folder.file("part\(part)"))
      var tombstones = Tombstones()
      for (place, member) in members.enumerated() where member.offset % 5 == 2 { tombstones.insert(place) }
      return (segment, tombstones)
    }
    return (one, try Snapshot(many))
  }

  func same(_ a: [Match], _ b: [Match]) -> Bool {
    a.map { [$0.score.bitPattern, UInt32($0.ordinal)] } == b.map { [$0.score.bitPattern, UInt32($0.ordinal)] }
      && a.map(\.document) == b.map(\.document)
  }

  @Test func `scores do not depend on how segments were cut`() throws {
    let (one, many) = try snapshots()
    #expect(one.chunkCount == many.chunkCount && one.documentCount == many.documentCount)
    var dice = SeededGenerator(seed: 5)
    for query in Self.queries {
      for grouping in [Grouping.chunks, .documents] {
        for limit in [1, 10, 100, 5000] {
          let (a, b) = (
            try one.lexical(query, limit: limit, grouping: grouping),
            try many.lexical(query, limit: limit, grouping: grouping)
          )
          #expect(same(a, b), "\(query) \(grouping) \(limit)")
        }
      }
    }
    for _ in 0..<20 {
      let vector = (0..<24).map { _ in Float.random(in: -1...1, using: &dice) }
      #expect(same(try one.semantic(vector, limit: 50), try many.semantic(vector, limit: 50)))
    }
  }

  @Test func `what words find does not depend on the processor`() throws {
    var texts = documents
    // Places so far apart that they take more bytes.
    texts.append(SegmentDocument("long", [(0..<40_000).map { "w\($0 % 9_001)" }.joined(separator: " ")]))
    for place in texts.indices { for chunk in texts[place].chunks.indices { texts[place].chunks[chunk].vector = [] } }
    let snapshot = try Snapshot([(try segment(texts, at: folder.file("one")), Tombstones())])
    for query in Self.queries + ["+w1 +w2", "\"w1 w2 w3\"", "\"w8999 w9000\" w7", "\"w5 w6\" -\"w1 w1\""] {
      let found = try ([2, 1, 0] as [Int32]).map { level in
        quern_narrow(level)
        defer { quern_narrow(2) }
        return try snapshot.lexical(query, limit: 50)
      }
      #expect(same(found[0], found[1]) && same(found[0], found[2]), "\(query)")
    }
  }

  @Test(arguments: [
    ("+w1 +w2", ["w1", "w2"]), ("+w1 +w2 +w3 +w1", ["w1", "w2", "w3"]), ("+w40 +w1 w7", ["w40", "w1"]),
    ("\"w1 w2\"", ["w1 w2"]), ("\"w1 w1 w1\"", ["w1 w1 w1"]), ("\"w1 w2\" +w5", ["w1 w2", "w5"]),
    ("+w1 +w199 +w198", ["w1", "w199", "w198"]), ("+w1 -w2", ["w1"]),
  ])
  func `what is required is found wherever it is, with the score it has when it is not`(
    query: String, required: [String]
  ) throws {
    let untitled = documents.map { document in
      var document = document
      document.title = nil
      return document
    }
    let snapshot = try Snapshot([(try segment(untitled, dimension: 24, at: folder.file("one")), Tombstones())])
    let expected = untitled.flatMap { document in
      document.chunks.filter { chunk in
        let text = " \(chunk.text) "
        return required.allSatisfy { text.contains(" \($0) ") } && !(query.contains("-w2") && text.contains(" w2 "))
      }.map { ChunkID(document: document.id, ordinal: $0.ordinal) }
    }
    let found = try snapshot.lexical(query, limit: 10_000)
    #expect(Set(found.map(\.chunk)) == Set(expected) && found.count == expected.count)

    let loose = try snapshot.lexical(query.filter { !"+\"".contains($0) }, limit: 10_000)
    let scores = Dictionary(loose.map { ($0.chunk, $0.score) }) { first, _ in first }
    #expect(found.allSatisfy { scores[$0.chunk] == $0.score })
  }

  @Test func `the best few are the beginning of the whole list`() throws {
    let (_, many) = try snapshots()
    for query in Self.queries {
      for grouping in [Grouping.chunks, .documents] {
        let all = try many.lexical(query, limit: .max, grouping: grouping)
        for limit in [1, 3, 17] {
          #expect(same(try many.lexical(query, limit: limit, grouping: grouping), Array(all.prefix(limit))))
        }
      }
    }
  }

  @Test func `BM25 is what the formula says`() throws {
    let texts = ["apple banana apple", "banana cherry", "cherry cherry date elderberry", "apple"]
    let documents = texts.enumerated().map { SegmentDocument("d\($0.offset)", [$0.element]) }
    let snapshot = try Snapshot([(try segment(documents, language: "none", at: folder.file("a")), Tombstones())])
    let average = 10.0 / 4
    func score(_ tf: Double, _ length: Double, df: Double) -> Double {
      let (k1, b) = (Double(Weighing.k1), Double(Weighing.b))
      return log(1 + (4 - df + 0.5) / (df + 0.5)) * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average))
    }
    let matches = try snapshot.lexical("apple cherry", limit: 10)
    let found = Dictionary(uniqueKeysWithValues: matches.map { ($0.document, Double($0.score)) })
    let expected = [score(2, 3, df: 2), score(1, 2, df: 2), score(2, 4, df: 2), score(1, 1, df: 2)]
    for (document, expected) in zip(documents, expected) {
      #expect(abs(try #require(found[document.id]) - expected) < 1e-5)
    }
    #expect(matches.map(\.score) == matches.map(\.score).sorted(by: >))
  }

  @Test func `similarities are cosines, exact and in order`() throws {
    let (one, _) = try snapshots()
    var dice = SeededGenerator(seed: 9)
    let query = (0..<24).map { _ in Float.random(in: -1...1, using: &dice) }
    func cosine(_ a: [Float], _ b: [Float]) -> Double {
      let dot = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
      return dot / (cosineNorm(a) * cosineNorm(b))
    }
    func cosineNorm(_ a: [Float]) -> Double { a.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot() }
    let expected = documents.enumerated().filter { $0.offset % 5 != 2 }
      .flatMap { $0.element.chunks.map { cosine(query, $0.vector) } }.sorted(by: >)
    let found = try one.semantic(query, limit: .max)
    #expect(found.count == expected.count)
    for (match, cosine) in zip(found, expected) { #expect(abs(Double(match.score) - cosine) < 1e-5) }
    let near = try one.semantic(query, limit: .max, least: 0.2)
    #expect(near.count == expected.count { $0 >= 0.2 } && near.allSatisfy { $0.score >= 0.2 })
  }

  @Test func `a vector of another model is refused`() throws {
    let (one, _) = try snapshots()
    #expect(try #require(throws: Failure.self) { try one.semantic([1, 2], limit: 3) }.code == "search.vector")
  }

  @Test func `merging gives what writing afresh gives`() throws {
    let (one, many) = try snapshots()
    let left = documents.enumerated().filter { $0.offset % 5 != 2 }.map(\.element)
    let parts = try (0..<5).map { part -> (segment: Segment, tombstones: Tombstones) in
      var tombstones = Tombstones()
      for place in 0..<180 where (part * 180 + place) % 5 == 2 { tombstones.insert(place) }
      return (try Segment(path: folder.file("part\(part)")), tombstones)
    }
    let summary = try SegmentMerger(parts).merge(to: folder.file("merged"))
    #expect(summary.documents == left.count && summary.chunks == many.chunkCount)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: folder.file("merged")))
        == Data(contentsOf: URL(fileURLWithPath: folder.file("one"))))
    #expect(one.documentCount == left.count)
  }
}
