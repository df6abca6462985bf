import Corpus
import Foundation
import ModelClients
import Stubs
import Synchronization

/// One token a word; enough where only counts matter.
struct WordTokenizer: Tokenizer {
  let fingerprint = Fingerprint(stage: "tokenizer", version: 1, settings: ["type": "test"])
  let window = 512
  let leading: [Int32] = []
  let trailing: [Int32] = []

  func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList) {
    for _ in String(decoding: utf8, as: UTF8.self).split(separator: " ") {
      tokens.append(1, start: 0, end: 0, beginsWord: true)
    }
  }
}

/// A clock that only sleeping moves, and a lot that always draws the middle; it remembers what it was asked to wait.
final class StillTime: Sendable {
  private static let start = Date(timeIntervalSince1970: 1_770_091_506)
  private let slept = Mutex<[Duration]>([])
  var waits: [Duration] { slept.withLock { $0 } }
  /// The same to a thousandth: what a gate calculates with fractions is not exact.
  var seconds: [Double] { waits.map { ($0 / .milliseconds(1)).rounded() / 1000 } }
  var now: Date { Self.start + waits.reduce(.zero, +) / .seconds(1) }

  var timing: Timing {
    Timing(now: { self.now }, sleep: { wait in self.slept.withLock { $0.append(wait) } }, chance: { 0.5 })
  }

  var gate: LocalEndpointGate { LocalEndpointGate { self.now.timeIntervalSince1970 } }
}

extension Passage {
  static func words(_ text: String) -> Passage { Passage(text: text, tokens: WordTokenizer().sequence(text)) }
}

extension EmbeddingService {
  /// One that never opens its breaker, and keeps to the time of the test.
  init(_ stub: StubService, _ time: StillTime, _ change: (inout EmbeddingService) -> Void = { _ in }) {
    self.init(url: stub.url, model: "m")
    policy.breaker.failures = 0
    gate = time.gate
    change(&self)
  }
}

extension OpenAIEmbedder {
  static func connect(
    _ stub: StubService, _ time: StillTime = StillTime(), _ change: (inout EmbeddingService) -> Void = { _ in }
  ) async throws -> OpenAIEmbedder {
    try await connect(to: EmbeddingService(stub, time, change), tokenizer: WordTokenizer(), timing: time.timing)
  }

  /// One that has not asked anything yet.
  static func unasked(
    _ stub: StubService, _ time: StillTime = StillTime(), _ change: (inout EmbeddingService) -> Void = { _ in }
  ) throws -> OpenAIEmbedder {
    let service = EmbeddingService(stub, time, change)
    return try OpenAIEmbedder(service, dimension: 3, tokenizer: WordTokenizer(), timing: time.timing)
  }
}

extension Result<[Float], Failure> {
  var isVector: Bool { if case .success = self { true } else { false } }
}

/// The failure that an operation ends in; nil when it succeeds.
func failure(of operation: () async throws -> some Any) async throws -> Failure? {
  do {
    _ = try await operation()
    return nil
  } catch let failure as Failure {
    return failure
  }
}
