import Corpus
import Foundation
import ModelClients
import Stubs
import Synchronization
import Testing

/// Clients of one endpoint that share a gate.
@Suite struct GateTests {
  @Test(arguments: [429, 503])
  func `all clients wait where one was told to come back later`(status: Int) async throws {
    let time = StillTime()
    let gate = time.gate
    try await StubService.run({ request, number in
      number == 0 ? .status(status, ["retry-after": "7"]) : .vectors(for: request)
    }) { stub in
      let told = try OpenAIEmbedder.unasked(stub, time) {
        $0.gate = gate
        $0.retry.limit = 0
      }
      #expect(try await failure { try await told.embed(query: "a") }?.verdict == .stop(.dependency))
      let other = try OpenAIEmbedder.unasked(stub, time) { $0.gate = gate }
      _ = try await other.embed(query: "b")
      // Seven seconds, and half of what is drawn by lot.
      #expect(time.seconds == [7.475])
      #expect(stub.requests.map(\.input) == [["a"], ["b"]])
    }
  }

  @Test func `a service that is busy and does not say for how long is left alone as long as one client waits`()
    async throws
  {
    let log = Log()
    try await StubService.run({ request, number in number == 0 ? .status(429) : .vectors(for: request) }) { stub in
      _ = try await OpenAIEmbedder.unasked(stub) { $0.gate = log }.embed(query: "a")
    }
    #expect(log.outcomes == [.throttled(retryAfter: 0.75), .success])
  }

  @Test(arguments: [
    (StubService.Reply.status(400), EndpointOutcome.success), (.status(401), .success), (.status(404), .success),
    (.status(500), .failed(retryAfter: nil)), (.status(503, ["retry-after": "3"]), .failed(retryAfter: 3)),
    (.status(503, ["retry-after": "300"]), .failed(retryAfter: 60)), (.hangUp, .failed(retryAfter: nil)),
    (.answer("<html>"), .failed(retryAfter: nil)), (.status(429, ["retry-after": "3"]), .throttled(retryAfter: 3)),
  ])
  func `every answer is told to the gate`(reply: StubService.Reply, outcome: EndpointOutcome) async throws {
    let log = Log()
    try await StubService.run({ _, _ in reply }) { stub in
      let embedder = try OpenAIEmbedder.unasked(stub) {
        $0.gate = log
        $0.retry.limit = 0
      }
      _ = try await failure { try await embedder.embed(query: "a b c") }
      #expect(log.asked == ["\(stub.url.dropFirst(7))/v1/embeddings": [3]])
    }
    #expect(log.outcomes == [outcome])
  }

  @Test func `requests wait for the rate of requests and of tokens`() async throws {
    let time = StillTime()
    try await StubService.run({ request, _ in .vectors(for: request) }) { stub in
      let embedder = try OpenAIEmbedder.unasked(stub, time) {
        $0.policy.requestsPerMinute = 20
        $0.policy.tokensPerMinute = 60
        $0.maxBatchTexts = 1
        $0.maxRequests = 1
      }
      _ = try await embedder.embed(["a", "b", "c d e f", "g h i j k l"].map(Passage.words))
      // Two requests fit, the third waits for a request. Six tokens are all that fits, so the fourth waits until they are
      // back. Half of what is drawn by lot is added.
      #expect(time.seconds == [3.275, 4.325])
      #expect(stub.requests.count == 4)
    }
  }

  @Test func `an open breaker lets one client look, and all others wait for what it finds`() async throws {
    let time = StillTime()
    let gate = time.gate
    let isBack = Atomic(false)
    try await StubService.run({ request, _ in
      isBack.load(ordering: .relaxed) ? .vectors(for: request) : .status(503)
    }) { stub in
      func client(_ change: (inout EmbeddingService) -> Void = { _ in }) throws -> OpenAIEmbedder {
        try OpenAIEmbedder.unasked(stub, time) {
          $0.gate = gate
          $0.policy.breaker.failures = 5
          change(&$0)
        }
      }
      for _ in 0..<5 {
        let failure = try await failure { try await client { $0.retry.limit = 0 }.embed(query: "a") }
        #expect(failure?.code == "service.failing")
      }
      let refused = try await failure { try await client { $0.retry.limit = 3 }.embed(query: "b") }
      #expect(refused?.code == "service.breaker" && refused?.verdict == .stop(.dependency))
      #expect(refused?.problem.contains("open since 2026-02-03T04:05:06Z, after 5 failures in a row") == true)
      #expect(stub.requests.count == 5, "nobody asked")
      #expect(time.waits.isEmpty)

      isBack.store(true, ordering: .relaxed)
      try await withThrowingTaskGroup { group in
        for number in 0..<20 {
          let client = try client()
          group.addTask { try await client.embed(query: "c\(number)") }
        }
        try await group.waitForAll()
      }
      #expect(stub.requests.count == 25)
      #expect(time.seconds.contains(10.625))
    }
  }

  @Test func `patience ends where the breaker stays open`() async throws {
    let time = StillTime()
    try await StubService.run({ _, _ in .status(503) }) { stub in
      let embedder = try OpenAIEmbedder.unasked(stub, time) {
        $0.policy.breaker = .init(failures: 2, pause: .seconds(4), maxPause: .seconds(100))
        $0.retry = RetryPolicy(limit: 50, initial: .seconds(1), factor: 1, max: .seconds(1))
      }
      let failure = try await failure { try await embedder.embed(query: "a") }
      #expect(failure?.code == "service.breaker")
      // Two failures, and the probes after 4, 8, 16 and 32 seconds; the pause of 64 is more than 50 waits of one second.
      #expect(stub.requests.count == 6)
    }
  }

  @Test func `a text that a service fails at is found although the breaker opens`() async throws {
    let time = StillTime()
    try await StubService.run({ request, _ in
      request.input.contains("poison") ? .status(500) : .vectors(for: request)
    }) { stub in
      let embedder = try OpenAIEmbedder.unasked(stub, time) { $0.policy.breaker.failures = 5 }
      let texts = ["poison"] + (1..<32).map { "text \($0)" }
      let outcomes = try await embedder.embed(texts.map(Passage.words))
      #expect(outcomes.map(\.isVector) == texts.map { $0 != "poison" })
    }
  }

  @Test func `the fingerprint depends on neither limits nor breaker`() throws {
    var service = EmbeddingService(url: "https://host/v1", model: "m")
    let before = try OpenAIEmbedder(service, dimension: 3, tokenizer: WordTokenizer()).fingerprint
    service.policy = EndpointPolicy(requestsPerMinute: 1, tokensPerMinute: 1, breaker: .init(failures: 1))
    service.gate = Log()
    #expect(try OpenAIEmbedder(service, dimension: 3, tokenizer: WordTokenizer()).fingerprint == before)
  }

  /// Lets everything through, and remembers what it was told.
  private final class Log: EndpointGate {
    private let told = Mutex<[EndpointOutcome]>([])
    private let tokens = Mutex<[String: [Int]]>([:])
    var outcomes: [EndpointOutcome] { told.withLock { $0 } }
    var asked: [String: [Int]] { tokens.withLock { $0 } }

    func admit(_ endpoint: String, tokens: Int, policy: EndpointPolicy) -> Admission {
      self.tokens.withLock { $0[endpoint, default: []].append(tokens) }
      return .go
    }

    func note(_ endpoint: String, _ outcome: EndpointOutcome, policy: EndpointPolicy) {
      told.withLock { $0.append(outcome) }
    }
  }
}
