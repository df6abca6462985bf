import Corpus
import Evaluating
import Fixtures
import Foundation
import Testing

/// Writes a file, has it read, and takes it away.
private func written<Value>(_ bytes: some Sequence<UInt8>, _ read: (String) throws -> Value) throws -> Value {
  let folder = try TemporaryFolder()
  defer { folder.remove() }
  return try read(try folder.write(bytes, to: "judged"))
}

@Suite struct QuestionReadingTests {
  @Test(arguments: [
    #"{"_id": "1", "text": "what is heat"}"# + "\n\n" + #"{"_id": 2, "text": "why", "metadata": {}}"# + "\r\n",
    "\u{FEFF}1\twhat is heat\r\n2\twhy\n",
    """
    <top>
    <num> Number: 1
    <title> Topic: what is
    heat
    <desc> Description:
    a long story
    </top>
    <top><!-- the tag stands alone -->
    <num>2</num>
    <title>why</title>
    </top>
    """,
  ])
  func `BEIR, tab-separated and TREC questions are read`(text: String) throws {
    let questions = try written(text.utf8, Question.read(path:))
    #expect(questions == [Question(id: "1", text: "what is heat"), Question(id: "2", text: "why")])
  }

  @Test func `a line separator inside a text does not end its line`() throws {
    let text = "{\"_id\": \"1\", \"text\": \"a\u{2028}b\u{85}c\"}\n"
    #expect(try written(text.utf8, Question.read(path:)).map(\.text) == ["a\u{2028}b\u{85}c"])
  }

  @Test(arguments: [
    ("", "holds no question"), ("{\"_id\": \"1\"}", "no JSON object"),
    ("{\"_id\": \"1\", \"text\": \" \"}", "asks nothing"),
    ("1\ta\n1\tb", "a second time"), ("only words", "no tab"), ("<top>\n<num>1\n</top>", "asks nothing"),
    ("<html>", "holds no <top>"), ("{\"_id\": \"1\", \"text\": \"a\"}\n[1]", "no JSON object"),
  ])
  func `what is no question is refused with its line`(text: String, problem: String) throws {
    let failure = #expect(throws: Failure.self) { try written(text.utf8, Question.read(path:)) }
    #expect(failure?.code == "eval.file")
    #expect(failure?.problem.contains(problem) == true, "\(String(describing: failure))")
  }

  @Test func `what is not UTF-8, and what is not there, is refused`() throws {
    #expect(throws: Failure.self) { try written([0x31, 0x09, 0xFF, 0xFE, 0x0A], Question.read(path:)) }
    #expect(throws: Failure.self) { try Question.read(path: "/nowhere/at/all") }
  }
}

@Suite struct JudgementReadingTests {
  @Test(arguments: [
    "query-id\tcorpus-id\tscore\n1\t184\t3\n1\t a b \t-1\n2\t184\t0\n",
    "1\t184\t3\r\n1\ta b\t-1\r\n\r\n2\t184\t0",
    "1\t0\t184\t3\n1\tQ0\ta b\t-1\n2\t0\t184\t0\n",
  ])
  func `BEIR and TREC judgements are read, names with blanks too`(text: String) throws {
    let judgements = try written(text.utf8, Judgements.init(path:))
    #expect(judgements == Judgements(["1": ["184": 3, "a b": -1], "2": ["184": 0]]))
  }

  @Test func `TREC's columns may stand apart by blanks`() throws {
    let text = "301 0 FBIS3-10082   1\n301 0 FBIS3-10169 0\n301 0 FBIS3-10082 1\n"
    #expect(
      try written(text.utf8, Judgements.init(path:)) == Judgements(["301": ["FBIS3-10082": 1, "FBIS3-10169": 0]]))
  }

  @Test(arguments: [
    ("", "holds no judgement", ""), ("query-id\tcorpus-id\tscore", "holds no judgement", ""),
    ("1\t2\t3\n1\t2\t4", "again, otherwise", ":2"), ("1\t2\t3\n1\t2\thigh", "no judgement", ":2"),
    ("1\t2\t1.5", "no judgement", ":1"), ("1\t2\tNaN", "no judgement", ":1"), ("1\t\t1", "no judgement", ":1"),
    ("a b c d e", "no judgement", ":1"),
    ("1\t2\t99999", "has the grade", ":1"), ("1\t2\t99999999999999999999", "no judgement", ":1"),
  ])
  func `what is no judgement is refused with its line`(text: String, problem: String, place: String) throws {
    let failure = #expect(throws: Failure.self) { try written(text.utf8, Judgements.init(path:)) }
    #expect(failure?.problem.contains(problem) == true, "\(String(describing: failure))")
    #expect(failure?.subject.hasSuffix(place) == true)
  }
}
