import Corpus
import ModelClients
import Stubs
import Testing

@Suite struct OpenAIEmbedderTests {
  @Test func `vectors come back as unit vectors in the order of their passages`() async throws {
    try await StubService.run({ request, _ in .vectors(for: request) }) { stub in
      let embedder = try await OpenAIEmbedder.connect(stub)
      let texts = (1...20).map { String(repeating: "a", count: $0) }
      let vectors = try await embedder.embed(texts.map(Passage.words)).map { try $0.get() }
      #expect(embedder.dimension == 3)
      for (text, vector) in zip(texts, vectors) {
        #expect(zip(vector, StubService.unit(of: text)).allSatisfy { abs($0 - $1) < 1e-6 })
      }
    }
  }

  @Test func `requests name model, dimension, encoding and key`() async throws {
    try await StubService.run({ request, _ in .vectors(for: request) }) { stub in
      _ = try await OpenAIEmbedder.connect(stub) {
        $0.apiKey = try? APIKey("sk-1234\n")
        $0.dimension = 3
      }
      let request = try #require(stub.requests.first)
      #expect(stub.requests.count == 1)
      #expect(request.path == "/v1/embeddings")
      #expect(request.authorization == "Bearer sk-1234")
      #expect(request.model == "m" && request.dimensions == 3 && request.encoding == "base64")
    }
  }

  @Test func `a service that does not know base64 is asked for numbers`() async throws {
    try await StubService.run({ request, _ in request.encoding == "base64" ? .status(400) : .vectors(for: request) }) {
      stub in
      let embedder = try await OpenAIEmbedder.connect(stub)
      let outcomes = try await embedder.embed([.words("one")])
      #expect(outcomes.map(\.isVector) == [true])
      #expect(stub.requests.map(\.encoding) == ["base64", "float", "float"])
    }
  }

  @Test func `a known dimension needs no request`() async throws {
    try await StubService.run({ request, _ in .vectors(for: request) }) { stub in
      let known = try OpenAIEmbedder.unasked(stub)
      #expect(stub.requests.isEmpty)
      let asked = try await OpenAIEmbedder.connect(stub)
      #expect(known.fingerprint == asked.fingerprint)
    }
  }

  @Test func `passages and queries get their prefixes`() async throws {
    try await StubService.run({ request, _ in .vectors(for: request) }) { stub in
      let embedder = try OpenAIEmbedder.unasked(stub, StillTime()) {
        $0.documentPrefix = "passage: "
        $0.queryPrefix = "query: "
      }
      _ = try await embedder.embed([.words("a")])
      _ = try await embedder.embed(query: "b")
      #expect(stub.requests.map(\.input) == [["passage: a"], ["query: b"]])
    }
  }

  @Test func `requests keep to their budgets`() async throws {
    try await StubService.run({ request, _ in .vectors(for: request) }) { stub in
      let embedder = try OpenAIEmbedder.unasked(stub, StillTime()) {
        $0.maxBatchTokens = 5
        $0.maxBatchTexts = 3
        $0.maxRequests = 2
      }
      let texts = ["a b", "c d", "e f", "g", "h", "i", "j", "k l m n o p q", "r"]
      let outcomes = try await embedder.embed(texts.map(Passage.words))
      #expect(outcomes.count == texts.count)
      #expect(
        Set(stub.requests.map(\.input)) == [["a b", "c d"], ["e f", "g", "h"], ["i", "j"], ["k l m n o p q"], ["r"]])
    }
  }

  @Test func `nothing to embed asks nothing`() async throws {
    try await StubService.run({ request, _ in .vectors(for: request) }) { stub in
      let outcomes = try await OpenAIEmbedder.unasked(stub).embed([])
      #expect(outcomes.isEmpty)
      #expect(stub.requests.isEmpty)
    }
  }

  @Test(
    arguments: [
      { $0.model = "other" }, { $0.documentPrefix = "d" }, { $0.queryPrefix = "q" }, { $0.url += "/v2" },
    ] as [@Sendable (inout EmbeddingService) -> Void])
  func `the fingerprint tells what changes the vectors`(change: @Sendable (inout EmbeddingService) -> Void) throws {
    var service = EmbeddingService(url: "https://host/v1", model: "m")
    let before = try OpenAIEmbedder(service, dimension: 3, tokenizer: WordTokenizer()).fingerprint
    change(&service)
    #expect(try OpenAIEmbedder(service, dimension: 3, tokenizer: WordTokenizer()).fingerprint != before)
  }

  @Test func `the fingerprint does not depend on the key, the budgets or how the address is written`() throws {
    var service = EmbeddingService(url: "https://host/v1", model: "m")
    let before = try OpenAIEmbedder(service, dimension: 3, tokenizer: WordTokenizer()).fingerprint
    service.apiKey = try APIKey("sk-1234")
    service.url = "https://HOST:443/v1/embeddings/?api-version=1"
    service.maxBatchTokens = 1
    service.dimension = 3
    #expect(try OpenAIEmbedder(service, dimension: 3, tokenizer: WordTokenizer()).fingerprint == before)
    #expect(try OpenAIEmbedder(service, dimension: 4, tokenizer: WordTokenizer()).fingerprint != before)
  }
}
