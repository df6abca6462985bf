import Corpus
import Fixtures
import Foundation
import ModelClients
import Stubs
import Testing

/// Trouble that passes, and trouble that does not.
@Suite struct RetryTests {
  @Test(arguments: [
    ("7", Duration.seconds(7)), ("0", .seconds(0.75)), ("3600", .seconds(60)), ("nonsense", .seconds(0.75)),
    ("Tue, 03 Feb 2026 04:05:16 GMT", .seconds(10)), ("Tue, 03 Feb 2026 04:05:00 GMT", .seconds(0.75)),
    ("Tuesday, 03-Feb-26 04:05:16 GMT", .seconds(10)), ("Tue Feb  3 04:05:16 2026", .seconds(10)),
  ])
  func `a busy service says when to come back`(header: String, wait: Duration) async throws {
    let time = StillTime()
    try await StubService.run({ request, number in
      number == 0 ? .status(429, ["retry-after": header]) : .vectors(for: request)
    }) { stub in
      let outcomes = try await OpenAIEmbedder.unasked(stub, time).embed([.words("a")])
      #expect(outcomes.map(\.isVector) == [true])
    }
    #expect(time.waits == [wait])
  }

  @Test(arguments: [408, 429, 500, 502, 503, 504, 529])
  func `waits grow, and end in a stop`(status: Int) async throws {
    let time = StillTime()
    try await StubService.run({ _, _ in .status(status) }) { stub in
      let failure = try await failure {
        try await OpenAIEmbedder.unasked(stub, time) { $0.retry = RetryPolicy(limit: 8) }.embed([.words("a")])
      }
      #expect(failure?.verdict == .stop(.dependency))
      #expect(failure?.problem.hasSuffix("9 times in a row") == true)
      // The ninth may be followed by one that asks whether the service takes anything.
      #expect(stub.requests.filter { $0.input == ["a"] }.count == 9)
    }
    #expect(time.waits == [0.75, 1.5, 3, 6, 12, 24, 45, 45].map { .seconds($0) })
  }

  @Test func `a service that recovers is not noticed`() async throws {
    let time = StillTime()
    try await StubService.run({ request, number in
      switch number {
      case 0: .hangUp
      case 1: .status(500)
      case 2: .answer("<html>starting</html>")
      case 3: .answer(#"{"data":[]}"#)
      default: .vectors(for: request)
      }
    }) { stub in
      let outcomes = try await OpenAIEmbedder.unasked(stub, time).embed([.words("a")])
      #expect(outcomes.map(\.isVector) == [true])
    }
    #expect(time.waits.count == 4)
  }

  @Test func `an answer that never ends is cut off`() async throws {
    let time = StillTime()
    try await StubService.run({ request, number in number == 0 ? .stall : .vectors(for: request) }) { stub in
      let embedder = try OpenAIEmbedder.unasked(stub, time) { $0.timeout = .seconds(5) }
      let outcomes = try await embedder.embed([.words("a")])
      #expect(outcomes.map(\.isVector) == [true])
    }
    #expect(time.waits.count == 1)
  }

  @Test(arguments: ["http://127.0.0.1:1", "http://no-such-host.invalid"])
  func `a service that cannot be reached stops the run`(url: String) async throws {
    let time = StillTime()
    var service = EmbeddingService(url: url, model: "m")
    service.retry.limit = 2
    let failure = try await failure {
      try await OpenAIEmbedder.connect(to: service, tokenizer: WordTokenizer(), timing: time.timing)
    }
    #expect(failure?.code == "service.unreachable" && failure?.verdict == .stop(.dependency))
    #expect(time.waits.count == 2)
  }

  @Test func `cancelling ends a wait`() async throws {
    try await StubService.run({ _, _ in .status(503, ["retry-after": "60"]) }) { stub in
      let service = EmbeddingService(url: stub.url, model: "m")
      let task = Task {
        try await OpenAIEmbedder(service, dimension: 3, tokenizer: WordTokenizer()).embed([.words("a")])
      }
      try await until { !stub.requests.isEmpty }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }
}
