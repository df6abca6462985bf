import Corpus
import ModelClients
import Stubs
import Testing

/// What a service may send, and what is made of it.
@Suite struct AnswerTests {
  private static func outcomes(_ answer: String, texts: [String] = ["a", "b"]) async throws -> [Result<
    [Float], Failure
  >] {
    let outcomes = Box()
    try await StubService.run({ _, _ in .answer(answer) }) { stub in
      outcomes.value = try await OpenAIEmbedder.unasked(stub).embed(texts.map(Passage.words))
    }
    return outcomes.value
  }

  private final class Box { var value: [Result<[Float], Failure>] = [] }

  @Test func `vectors are sorted by their index`() async throws {
    let outcomes = try await Self.outcomes(
      #"{"data":[{"index":1,"embedding":[0,1,0]},{"index":0,"embedding":[1,0,0]}]}"#)
    #expect(try outcomes.map { try $0.get() } == [[1, 0, 0], [0, 1, 0]])
  }

  @Test func `vectors without an index are in order`() async throws {
    let outcomes = try await Self.outcomes(#"{"data":[{"embedding":[2,0,0]},{"embedding":[0,0,-3]}]}"#)
    #expect(try outcomes.map { try $0.get() } == [[1, 0, 0], [0, 0, -1]])
  }

  @Test(arguments: [
    "[NaN, 1, 2]", "[Infinity, 1, 2]", "[null, 1, 2]", "[1e39, 1, 2]", "[0, 0, 0]", "\"AADAfwAAAAAAAAAA\"",
  ])
  func `a text without a direction fails alone`(vector: String) async throws {
    let outcomes = try await Self.outcomes(StubService.Reply.json(["[1, 0, 0]", vector]))
    #expect(try outcomes[0].get() == [1, 0, 0])
    #expect(throws: Failure.self) { try outcomes[1].get() }
    if case .failure(let failure) = outcomes[1] {
      #expect(failure.code == "embedding.notFinite" && failure.verdict == .quarantine)
    }
  }

  @Test func `huge and tiny numbers still have a direction`() async throws {
    let outcomes = try await Self.outcomes(StubService.Reply.floats([[3e38, 3e38, 0], [1e-38, 0, 0]]))
    let half = Float(0.5).squareRoot()
    #expect(try outcomes.map { try $0.get() } == [[half, half, 0], [1, 0, 0]])
  }

  @Test(arguments: [
    "", "{}", "not JSON", "[1, 2]", #"{"data":"no"}"#, #"{"data":[{"index":0,"embedding":[1,0,0]}]}"#,
    #"{"data":[{"index":0,"embedding":[1,0,0]},{"index":0,"embedding":[1,0,0]}]}"#,
    #"{"data":[{"index":1,"embedding":[1,0,0]},{"index":2,"embedding":[1,0,0]}]}"#,
    #"{"data":[{"index":-1,"embedding":[1,0,0]},{"index":0,"embedding":[1,0,0]}]}"#,
    #"{"data":[{"index":0,"embedding":"AAAA"},{"index":1,"embedding":"!"}]}"#,
    #"{"data":[{"index":0,"embedding":[1,0,0]},{"index":1,"embedding":[1,0,0"#,
    String(repeating: "[", count: 100_000),
  ])
  func `an answer that makes no sense is asked for again, and then stops the run`(answer: String) async throws {
    let failure = try await failure { try await Self.outcomes(answer) }
    #expect(failure?.code == "service.answer" && failure?.verdict == .stop(.dependency))
  }

  @Test(arguments: ["[[1,0],[1,0]]", "[[1,0,0],[1,0]]", "[[1,0,0,0],[1,0,0,0]]"])
  func `vectors of another length are a matter of configuration`(vectors: String) async throws {
    let items = vectors.dropFirst().dropLast().replacing("],[", with: "]|[").split(separator: "|").map(String.init)
    let failure = try await failure { try await Self.outcomes(StubService.Reply.json(items)) }
    #expect(failure?.code == "embedding.dimension" && failure?.verdict == .stop(.configuration))
  }

  @Test func `a configured dimension that the model does not give is refused at once`() async throws {
    try await StubService.run({ request, _ in .vectors(for: request) }) { stub in
      let failure = try await failure { try await OpenAIEmbedder.connect(stub) { $0.dimension = 256 } }
      #expect(failure?.code == "embedding.dimension" && failure?.verdict == .stop(.configuration))
    }
  }

  @Test func `an answer without end is not read to the end`() async throws {
    let failure = try await failure { try await Self.outcomes(String(repeating: " ", count: 2 << 20)) }
    #expect(failure?.code == "service.answer" && failure?.verdict == .stop(.dependency))
    #expect(failure?.problem.contains("longer than") == true)
  }
}
