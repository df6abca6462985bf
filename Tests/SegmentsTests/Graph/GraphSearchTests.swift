import Corpus
import Segments
import Testing

@Suite struct GraphSearchTests {
  @Test(arguments: VectorSet.allCases)
  func `a walk finds what comparing all finds, nearly always`(set: VectorSet) throws {
    let segment = try set.segment()
    #expect(segment.hasGraph)
    let snapshot = try Snapshot([(segment, Tombstones())])
    #expect(try recall(snapshot, set.queries) > 0.99)
    #expect(try recall(snapshot, set.queries, limit: 1) > 0.96)
    #expect(try recall(snapshot, set.queries, limit: 100) > 0.99)
    #expect(try recall(snapshot, set.queries, breadth: 10) < 1, "this would pass by comparing all")
  }

  @Test(arguments: VectorSet.allCases)
  func `every vector finds itself`(set: VectorSet) throws {
    let snapshot = try Snapshot([(try set.segment(), Tombstones())])
    let lost = try set.documents.enumerated().count { number, document in
      try number % 5 == 0 && snapshot.semantic(document.chunks[0].vector, limit: 1)[0].score < 0.9999
    }
    #expect(lost <= 1)
  }

  @Test(
    arguments: VectorSet.allCases,
    [
      .equals("share", "1/2"), .equals("share", "1/10"), .equals("share", "1/100"), .equals("share", "1/1000"),
      .not(.equals("share", "1/10")), .equals("cluster", .number(3)), .equals("share", "absent"),
    ] as [Filter])
  func `a filter loses nothing, whatever it lets through`(set: VectorSet, filter: Filter) throws {
    let snapshot = try Snapshot([(try set.segment(), Tombstones())])
    #expect(try recall(snapshot, set.queries, filter: filter) > 0.985)
    let allowed = try snapshot.semantic(set.queries[0], limit: .max, filter: filter).count
    #expect(try snapshot.semantic(set.queries[0], limit: 10, filter: filter).count == min(10, allowed))
  }

  @Test func `a filter that lets only far vectors through loses nothing`() throws {
    let snapshot = try Snapshot([(try VectorSet.clustered.segment(), Tombstones())])
    let documents = VectorSet.clustered.documents
    for cluster in 0..<10 {
      // Half of all, but not the query's own surroundings.
      let others = Filter.oneOf("cluster", (0..<20).map { .number(Double((cluster + 5 + $0) % 40)) })
      #expect(try recall(snapshot, [documents[cluster].chunks[0].vector], filter: others) > 0.89)
    }
  }

  @Test(arguments: VectorSet.allCases)
  func `what is deleted is not found, and hides nothing`(set: VectorSet) throws {
    var tombstones = Tombstones()
    for number in 0..<4000 where number % 4 < 2 { tombstones.insert(number) }
    let snapshot = try Snapshot([(try set.segment(), tombstones)])
    #expect(try recall(snapshot, set.queries) > 0.985)
    let documents = set.documents
    let left = Set(documents.enumerated().filter { $0.offset % 4 >= 2 }.map(\.element.id))
    for query in set.queries {
      #expect(try snapshot.semantic(query, limit: 50).allSatisfy { left.contains($0.document) })
    }
  }

  @Test(arguments: VectorSet.allCases)
  func `documents are listed by their best chunk, as many as asked for`(set: VectorSet) throws {
    let snapshot = try Snapshot([(try set.segment(), Tombstones())])
    var hits = 0
    for query in set.queries {
      let exact = try snapshot.semantic(query, limit: 20, grouping: .documents, breadth: .max)
      let found = try snapshot.semantic(query, limit: 20, grouping: .documents)
      #expect(found.count == 20 && Set(found.map(\.document)).count == 20)
      hits += found.count { $0.score >= exact[19].score }
    }
    #expect(Double(hits) > 0.985 * Double(20 * set.queries.count))
  }

  @Test func `a long list is exact`() throws {
    let set = VectorSet.random
    let snapshot = try Snapshot([(try set.segment(), Tombstones())])
    let (found, all) = (
      try snapshot.semantic(set.queries[0], limit: 2000), try snapshot.semantic(set.queries[0], limit: .max)
    )
    #expect(all.count == snapshot.chunkCount && found == Array(all.prefix(2000)))
  }

  @Test func `scores are exact, in order, and the same every time`() throws {
    let set = VectorSet.clustered
    let snapshot = try Snapshot([(try set.segment(), Tombstones())])
    for query in set.queries.prefix(20) {
      let all = try snapshot.semantic(query, limit: .max)
      let scores = Dictionary(uniqueKeysWithValues: all.map { ($0.place, $0.score) })
      let found = try snapshot.semantic(query, limit: 10)
      #expect(found.allSatisfy { scores[$0.place]?.bitPattern == $0.score.bitPattern })
      #expect(found == found.sorted(by: Match.ranksBefore))
      #expect(try snapshot.semantic(query, limit: 10) == found)
      let near = try snapshot.semantic(query, limit: 10, least: 0.8)
      #expect(near == found.filter { $0.score >= 0.8 })
    }
  }

  @Test func `a graph and a segment without one are searched together`() throws {
    let folder = try TemporaryFolder()
    let set = VectorSet.clustered
    let some = set.queries.enumerated().map { SegmentDocument("new\($0.offset)", ["text"], vectors: [$0.element]) }
    let small = try write(some, VectorSet.settings, at: folder.file("small"))
    #expect(!small.hasGraph)
    let exact = try write([], SegmentSettings(dimension: 24, language: "none"), at: folder.file("exact"))
    let snapshot = try Snapshot([
      (try set.segment(), Tombstones()), (small, Tombstones()), (exact, Tombstones()),
    ])
    #expect(try recall(snapshot, set.queries) > 0.99)
    for (document, query) in zip(some, set.queries) {
      #expect(try snapshot.semantic(query, limit: 1)[0].document == document.id)
    }
  }
}
