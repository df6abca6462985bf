import Corpus
import Segments
import Testing

@Suite struct QuerySyntaxTests {
  let folder: TemporaryFolder
  let snapshot: Snapshot

  init() throws {
    folder = try TemporaryFolder()
    let texts = [
      "create index concurrently", "index create", "create an index", "the boundary layer of a wing", "layer boundary",
      "東京都庁へ行く", "猫",
    ]
    snapshot = try Snapshot([
      (
        try segment(
          texts.enumerated().map {
            SegmentDocument("\($0.offset)", [$0.element], title: $0.offset == 4 ? "wing" : nil)
          },
          at: folder.file("a")), Tombstones()
      )
    ])
  }

  @Test(arguments: [
    ("create index", "012"), ("\"create index\"", "0"), ("“create index” concurrently", "0"), ("\"index create\"", "1"),
    ("+concurrently create", "0"), ("create -concurrently", "12"), ("index -\"create index\"", "12"),
    ("create -index", ""), ("-index", ""), ("\"creating indexes\"", "0"), ("boundary-layer", "34"), ("wing", "34"),
    ("\"boundary wing\"", ""), ("\"boundary", "34"), ("+absent create", ""), ("- + \"\" create", "012"),
    ("東京", "5"), ("京都", "5"), ("東京都庁", "5"), ("\"都庁へ\"", "5"), ("\"都庁東京\"", ""), ("庁", "5"), ("猫", "6"), ("", ""),
    ("the", "3"), ("+-+-", ""), ("create\u{0}index", "012"),
  ])
  func `words, phrases, required and excluded words find what they should`(query: String, expected: String) throws {
    let found = try snapshot.lexical(query, limit: 10).map { try snapshot.passage($0).document.uri }
    #expect(found.sorted().joined() == expected)
  }

  @Test func `a function word counts less than another`() throws {
    let found = try snapshot.lexical("the index", limit: 10)
    #expect(try snapshot.passage(try #require(found.last)).document.uri == "3")
  }

  @Test func `thousands of words are only slow`() throws {
    let query = (0..<1500).map { "word\($0)" }.joined(separator: " ") + " wing"
    #expect(try snapshot.lexical(query, limit: 10).count == 2)
  }
}
