import Corpus
import ModelClients
import Stubs
import Testing

/// Texts that a service refuses, and how far the harm goes.
@Suite struct RefusalTests {
  private static let poison = "poison"

  @Test(arguments: [400, 413, 422], [1, 2, 7, 64])
  func `one refused text fails alone`(status: Int, count: Int) async throws {
    try await StubService.run({ request, _ in
      request.input.contains(Self.poison) ? .status(status) : .vectors(for: request)
    }) { stub in
      var texts = (0..<count).map { "text \($0)" }
      texts[count / 2] = Self.poison
      let outcomes = try await OpenAIEmbedder.unasked(stub).embed(texts.map(Passage.words))
      for (text, outcome) in zip(texts, outcomes) {
        switch outcome {
        case .success(let vector): #expect(text != Self.poison && vector.count == 3)
        case .failure(let failure):
          #expect(text == Self.poison)
          #expect(failure.code == "service.refused" && failure.verdict == .quarantine)
          #expect(failure.problem.contains("HTTP \(status), some_code"))
        }
      }
      // Two requests a halving, and one to see whether the service still takes anything.
      #expect(stub.requests.count <= 2 * 7 + 1)
    }
  }

  @Test func `a text that makes the service fail again and again fails alone`() async throws {
    let time = StillTime()
    try await StubService.run({ request, _ in
      request.input.contains(Self.poison) ? .status(500) : .vectors(for: request)
    }) { stub in
      let outcomes = try await OpenAIEmbedder.unasked(stub, time).embed(
        ["a", "b", Self.poison, "c"].map(Passage.words))
      #expect(outcomes.map(\.isVector) == [true, true, false, true])
      if case .failure(let failure) = outcomes[2] {
        #expect(failure.code == "service.failing" && failure.verdict == .quarantine)
      }
    }
    #expect(time.waits.count == 6 + 3 * 2)
  }

  @Test func `several refused texts are all found`() async throws {
    try await StubService.run({ request, _ in
      request.input.contains { $0.hasPrefix(Self.poison) } ? .status(400) : .vectors(for: request)
    }) { stub in
      let texts = ["a", "poison 1", "b", "c", "poison 2", "poison 3"]
      let outcomes = try await OpenAIEmbedder.unasked(stub).embed(texts.map(Passage.words))
      #expect(outcomes.map(\.isVector) == [true, false, true, true, false, false])
    }
  }

  @Test func `a service that refuses everything stops the run, not every document`() async throws {
    try await StubService.run({ _, _ in .status(400) }) { stub in
      let failure = try await failure { try await OpenAIEmbedder.unasked(stub).embed(["a", "b"].map(Passage.words)) }
      #expect(failure?.verdict == .stop(.configuration))
    }
  }

  @Test func `a service that refuses a plain word cannot be connected to`() async throws {
    try await StubService.run({ _, _ in .status(400) }) { stub in
      let failure = try await failure { try await OpenAIEmbedder.connect(stub) }
      #expect(failure?.verdict == .stop(.configuration))
      #expect(failure?.problem.contains("even a plain word") == true)
    }
  }

  @Test(arguments: [
    (401, "service.key", Verdict.Stop.configuration), (403, "service.key", .configuration),
    (404, "service.address", .configuration), (307, "service.address", .configuration),
    (405, "service.refused", .configuration), (402, "service.credit", .dependency),
  ])
  func `what no text can be blamed for stops at once`(status: Int, code: String, stop: Verdict.Stop) async throws {
    try await StubService.run({ _, _ in .status(status, ["location": "http://127.0.0.1:1/"]) }) { stub in
      let failure = try await failure { try await OpenAIEmbedder.unasked(stub).embed(["a", "b"].map(Passage.words)) }
      #expect(failure?.code == code && failure?.verdict == .stop(stop))
      #expect(stub.requests.count == 1)
    }
  }

  @Test func `an exhausted quota is not waited out`() async throws {
    try await StubService.run({ _, _ in
      .answer(status: 429, body: #"{"error":{"type":"insufficient_quota","code":null}}"#)
    }) { stub in
      let failure = try await failure { try await OpenAIEmbedder.unasked(stub).embed([.words("a")]) }
      #expect(failure?.code == "service.credit" && failure?.verdict == .stop(.dependency))
      #expect(stub.requests.count == 1)
    }
  }

  @Test(arguments: [400, 401, 404, 500])
  func `failures quote neither the key nor what the service said about the text`(status: Int) async throws {
    try await StubService.run({ _, _ in .status(status) }) { stub in
      let key = try APIKey("sk-very-secret")
      let failure = try await failure {
        try await OpenAIEmbedder.connect(stub) { $0.apiKey = key }
      }
      let text = String(reflecting: try #require(failure)) + "\(key)" + String(reflecting: key)
      #expect(!text.contains("very-secret") && !text.contains("secret text"))
    }
  }
}
