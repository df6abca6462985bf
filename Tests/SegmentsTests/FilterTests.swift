import Corpus
import Foundation
import Segments
import Testing

@Suite struct FilterTests {
  let folder: TemporaryFolder
  let snapshot: Snapshot

  static let documents: [SegmentDocument] = [
    SegmentDocument(
      "guide/a.html", ["word"], source: "web", metadata: ["year": .number(2019), "tag": .list(["x", "y"])],
      vectors: [[1]]),
    SegmentDocument(
      "guide/b.html", ["word"], source: "web", metadata: ["year": .number(2020), "tag": "x", "date": "2020-05-01"],
      vectors: [[1]]),
    SegmentDocument(
      "notes/c.txt", ["word"], source: "disk", metadata: ["year": .number(-3.5), "draft": .bool(true)], vectors: [[1]]),
    SegmentDocument(
      "notes/d.txt", ["word"], source: "disk", metadata: ["year": "2020", "date": "2021-01-01T10:00:00Z"],
      vectors: [[1]]),
    SegmentDocument(
      "über/e*f.txt", ["word"], source: "disk", metadata: ["naïve key": "a,b", "year": .number(.nan)], vectors: [[1]]),
  ]

  init() throws {
    folder = try TemporaryFolder()
    snapshot = try Snapshot([
      (try segment(Array(Self.documents.prefix(2)), dimension: 1, at: folder.file("a")), Tombstones()),
      (try segment(Array(Self.documents.dropFirst(2)), dimension: 1, at: folder.file("b")), Tombstones()),
    ])
  }

  /// The letters of the documents that are found, by words and by vector.
  func found(_ filter: Filter) throws -> String {
    let uris = try [
      snapshot.lexical("word", limit: 10, filter: filter), snapshot.semantic([1], limit: 10, filter: filter),
    ]
    .map { try Set($0.map { try snapshot.passage($0).document.uri }) }
    #expect(uris[0] == uris[1])
    let letters = zip("abcde", Self.documents.map(\.uri))
    return String(letters.filter { uris[0].contains($0.1) }.map(\.0))
  }

  @Test(arguments: [
    ("year=2020", "bd"), ("year>=2020", "bd"), ("year>2019", "bd"), ("year<2019", "c"), ("year<=2019", "ac"),
    ("year=-3.5", "c"), ("year!=2020", "ace"), ("tag=x", "ab"), ("tag=y,z", "a"), ("tag!=x", "cde"),
    ("draft=true", "c"),
    ("date>=2021", "d"), ("date>=2020-05-01", "bd"), ("date>2020-05-01", "d"), ("date<2021", "b"),
    ("source=disk", "cde"),
    ("uri=guide/*", "ab"), ("uri=*.txt", "cde"), ("uri=*/?.html*", "ab"), ("uri=notes/c.txt,guide/a.html", "ac"),
    ("uri=über/*", "e"), ("naïve key=\"a,b\"", "e"), ("naïve key=a,b", ""), ("absent=1", ""), ("absent!=1", "abcde"),
    ("uri=guide", ""), ("year=", ""),
  ])
  func `conditions of the command line let the right documents through`(condition: String, expected: String) throws {
    #expect(try found(Filter(condition: condition)) == expected)
  }

  @Test(arguments: [
    (#"{"year": {"gte": 2020}}"#, "b"), (#"{"year": 2020}"#, "b"), (#"{"year": "2020"}"#, "d"),
    (#"{"year": {"gt": 2018, "lt": 2020}}"#, "a"), (#"{"year": {"gte": -10}, "tag": {"in": ["y", "q"]}}"#, "a"),
    (#"{"tag": ["x"]}"#, "ab"), (#"{"tag": {"not": "x"}}"#, "cde"), (#"{"tag": {"not": {"in": ["y"]}}}"#, "bcde"),
    (#"{"year": {"exists": true}}"#, "abcd"), (#"{"date": {"exists": false}}"#, "ace"), (#"{"draft": true}"#, "c"),
    (#"{"date": {"gte": "2020-01-01", "lt": "2021-01-01"}}"#, "b"), (#"{"uri": {"like": "notes/*"}}"#, "cd"),
    (#"{"$any": [{"tag": "y"}, {"draft": true}]}"#, "ac"), (#"{"$not": {"source": "web"}}"#, "cde"),
    (#"{"$all": []}"#, "abcde"), (#"{}"#, "abcde"), (#"{"tag": {"in": []}}"#, ""),
    (#"{"year": {"gt": 5, "lt": 1}}"#, ""),
    (#"{"year": {"gte": "a", "lt": 3}}"#, ""),
  ])
  func `conditions of the query API let the right documents through, also once written and read again`(
    json: String, expected: String
  ) throws {
    let filter = try Filter(json: Data(json.utf8))
    #expect(try found(filter) == expected)
    #expect(try found(JSONDecoder().decode(Filter.self, from: JSONEncoder().encode(filter))) == expected)
  }

  @Test(arguments: [
    "[]", "3", "{", #"{"a": null}"#, #"{"a": {"near": 1}}"#, #"{"a": {"in": 3}}"#, #"{"a": {"exists": "yes"}}"#,
    #"{"a": {}}"#,
    #"{"a": [[1]]}"#, #"{"a": {"gt": true}}"#, #"{"a": {"eq": {"b": 1}}}"#,
    String(repeating: #"{"$not": "#, count: 100) + "{}" + String(repeating: "}", count: 100),
    #"{"a": "# + String(repeating: #"{"not": "#, count: 100) + "1" + String(repeating: "}", count: 101),
  ])
  func `what is not a filter is refused and says how one looks`(json: String) throws {
    let failure = try #require(throws: Failure.self) { try Filter(json: Data(json.utf8)) }
    #expect(failure.code == "search.filter" && failure.verdict == .stop(.usage))
  }

  @Test(arguments: ["", "year", "=2020", ">=3", "!"])
  func `what is not a condition is refused`(condition: String) {
    #expect(throws: Failure.self) { try Filter(condition: condition) }
  }

  @Test func `a filtered search finds all that a filter leaves`() throws {
    let many = SegmentDocument.random(2000, dimension: 8, seed: 21)
    let snapshot = try Snapshot([(try segment(many, dimension: 8, at: folder.file("many")), Tombstones())])
    let filter = try Filter(conditions: ["year=2003", "tag=t1"])
    let wanted = Set(many.filter { $0.metadata["year"] == .number(2003) && $0.metadata["tag"] == "t1" }.map(\.id))
    #expect(wanted.count > 10)
    let semantic = try snapshot.semantic(
      Array(repeating: 1, count: 8), limit: 5000, filter: filter, grouping: .documents)
    #expect(Set(semantic.map(\.document)) == wanted)
    let best = try snapshot.semantic(Array(repeating: 1, count: 8), limit: 3, filter: filter, grouping: .documents)
    #expect(best == Array(semantic.prefix(3)))
    let lexical = try snapshot.lexical("title", limit: 5000, filter: filter, grouping: .documents)
    #expect(Set(lexical.map(\.document)) == wanted)
  }
}
