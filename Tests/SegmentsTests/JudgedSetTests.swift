import Corpus
import Segments
import Testing

/// A tiny judged collection: what people ask, and the passage that answers.
@Suite struct JudgedSetTests {
  static let passages = [
    "index": "CREATE INDEX CONCURRENTLY builds the index without taking any locks that prevent concurrent inserts.",
    "vacuum":
      "VACUUM reclaims storage occupied by dead tuples; in normal operation, deleted tuples stay in their table.",
    "backup": "pg_dump is a utility for backing up a database. It makes consistent backups even while it is in use.",
    "where": "The WHERE clause filters rows before they are grouped; HAVING filters groups.",
    "join": "A join combines rows of two tables by a condition. An outer join keeps rows that have no match.",
    "lock": "Deadlocks arise when two transactions each hold locks that the other wants; one of them is aborted.",
    "wing": "An experimental study of a wing in a propeller slipstream, of its lift at different angles of attack.",
    "layer": "The laminar boundary layer on a flat plate in a shear flow, and where it becomes turbulent.",
    "shell": "Buckling of thin cylindrical shells under axial compression compared with experiments.",
    "noise": "What is the index of the what and the how, and why are they where they are, is not known.",
  ]

  @Test(arguments: [
    ("how do I build an index without locking out inserts", "index"),
    ("why does deleted data still take up storage", "vacuum"),
    ("how to back up a database that is in use", "backup"),
    ("where clause", "where"), ("keep rows that do not match when joining tables", "join"),
    ("what happens when two transactions wait for each other's locks", "lock"),
    ("lift of wings at an angle of attack", "wing"), ("transition of boundary layers to turbulence", "layer"),
    ("buckled cylinders in compression", "shell"),
  ])
  func `the passage that answers comes first`(question: String, expected: String) throws {
    let folder = try TemporaryFolder()
    let documents = Self.passages.sorted { $0.key < $1.key }.map { SegmentDocument($0.key, [$0.value]) }
    let snapshot = try Snapshot([(try segment(documents, at: folder.file("a")), Tombstones())])
    let first = try #require(try snapshot.lexical(question, limit: 3).first)
    #expect(try snapshot.passage(first).document.uri == expected)
  }
}
