import Corpus
import Evaluating
import Foundation
import Retrieval
import Segments
import Testing

@Suite struct ExaminationTests {
  let snapshot: Snapshot
  let searcher: Searcher

  /// Rows of a file, as their URIs say, and a page.
  static let texts = [
    ("rows.jsonl#7", "lift of a wing"), ("rows.jsonl#8", "drag of a wing"), ("guide/shells.html", "buckling of shells"),
  ]

  init() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let writer = try SegmentWriter(path: folder.file("a"), settings: SegmentSettings(dimension: 1))
    for (uri, text) in Self.texts {
      let chunk = SegmentChunk(
        ordinal: 0, text: text, location: Location(start: 0, end: text.count), tokenCount: 3, vector: [1])
      try writer.add(
        SegmentDocument(
          id: DocumentID(pipeline: "p", source: "s", uri: uri), source: "s", uri: uri, title: nil, chunks: [chunk]))
    }
    _ = try writer.finish()
    snapshot = try Snapshot([(path: folder.file("a"), tombstones: Tombstones())])
    searcher = Searcher(snapshot: snapshot, embedder: nil)
  }

  @Test func `documents are judged by their URI or by what stands after the mark`() async throws {
    let judgements = Judgements(["q1": ["7": 1], "q2": ["guide/shells.html": 2], "q3": ["8": 1]])
    let questions = [
      Question(id: "q2", text: "buckling"), Question(id: "q1", text: "lift"), Question(id: "q3", text: "zeppelin"),
      Question(id: "q4", text: "nobody judged this"),
    ]
    let examination = try Examination(questions, judgements)
    #expect(examination.questions.map(\.id) == ["q1", "q2", "q3"])
    let card = try await examination.marks(searcher, .lexical, [.ndcg(10)], depth: 10)[0]
    #expect(card.questions == ["q1", "q2", "q3"])
    #expect(card.scores == [1, 1, 0])
    #expect(try examination.missing(in: snapshot).isEmpty)
  }

  @Test func `judgements without their question do not count`() throws {
    let judgements = Judgements(["asked": ["7": 1], "never": ["8": 1]])
    let examination = try Examination([Question(id: "asked", text: "lift")], judgements)
    #expect(examination.judgements == Judgements(["asked": ["7": 1]]))
  }

  @Test func `judged documents that the index lacks are named, and if all are it is another index`() throws {
    let question = Question(id: "q", text: "lift")
    let some = try Examination([question], Judgements(["q": ["7": 1, "99": 1]]))
    #expect(try some.missing(in: snapshot) == ["99"])
    let foreign = try Examination([question], Judgements(["q": ["98": 1, "99": 1]]))
    #expect(#expect(throws: Failure.self) { try foreign.missing(in: snapshot) }?.code == "eval.foreign")
  }

  @Test func `questions and judgements that have nothing in common are refused`() {
    let failure = #expect(throws: Failure.self) {
      try Examination([Question(id: "a", text: "x")], Judgements(["b": ["7": 1]]))
    }
    #expect(failure?.code == "eval.disjoint")
  }
}
