import AsyncHTTPClient
import Corpus
import Foundation
import NIOCore
import NIOHTTP1
import Tracing

/// Posts JSON to a model service until there is an answer, or a reason to stop.
struct ServiceClient: Sendable {
  let endpoint: Endpoint
  let key: APIKey?
  var retry: RetryPolicy
  /// Seconds that an open breaker is waited out, however few tries are left.
  let patience: Double
  /// The longest that one try may take, its answer's last byte included.
  let timeout: Duration
  let gate: any EndpointGate
  let policy: EndpointPolicy
  let timing: Timing
  /// Whether the service is known to work, so that what it fails at is laid to what the body says.
  var blamesBody = false

  /// One pool of connections for the life of the process. Redirects are not followed: they would carry documents, and
  /// maybe the key, to a place nobody named. Failed connections are retried here, not in the pool.
  private static let http: HTTPClient = {
    var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
    settings.timeout.connect = .seconds(10)
    settings.connectionPool.retryConnectionEstablishment = false
    // It would record the address with its query, which may hold a key; see `traced`.
    settings.tracing.tracer = nil
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()

  /// Posts a body and reads the answer, again and again while the trouble looks passing; each time the gate is asked
  /// first, and told afterwards how it went.
  ///
  /// - Parameter tokens: what the body counts for in the endpoint's limit.
  /// - Parameter read: makes a value of a 2xx answer's bytes; a ``Failure`` to `retry` it throws counts as a failed try.
  /// - Throws: ``Failure``: `quarantine` when the service refuses what the body says, `stop` for everything else;
  ///   `CancellationError`; what the gate throws.
  func post<Value: Sendable>(
    _ body: Data, tokens: Int, maxAnswerBytes: Int, read: @escaping @Sendable (Data) throws -> Value
  ) async throws -> Value {
    var attempts = Attempts(policy: retry)
    var waited = 0.0
    while true {
      try await awaitAdmission(tokens: tokens, waited: &waited)
      switch try await attempt(body, maxAnswerBytes, read) {
      case .success(let value):
        try await note(.success)
        return value
      case .failure(let failure):
        guard case .retry(let wish) = failure.verdict else {
          // Whatever it refuses, it is up and has answered.
          try await note(.success)
          throw failure
        }
        let wait = attempts.wait(wish: wish, chance: timing.chance())
        try await note(outcome(of: failure, wish: wish, wait: wait))
        guard let wait else { throw failure.final(after: attempts.failed) }
        try await timing.sleep(wait)
      }
    }
  }

  private func note(_ outcome: EndpointOutcome) async throws {
    try await gate.note(endpoint.name, outcome, policy: policy)
  }

  /// What a failed try tells all who ask the endpoint.
  private func outcome(of failure: Failure, wish: Double?, wait: Duration?) -> EndpointOutcome {
    let wish = wish.map { min($0, retry.max / .seconds(1)) }
    // Where a busy service does not say for how long, all wait as long as this client.
    if failure.code == "service.busy" { return .throttled(retryAfter: wish ?? wait.map { $0 / .seconds(1) }) }
    return blamesBody ? .success : .failed(retryAfter: wish)
  }

  /// - Throws: `CancellationError` only.
  private func attempt<Value: Sendable>(
    _ body: Data, _ maxAnswerBytes: Int, _ read: @escaping @Sendable (Data) throws -> Value
  ) async throws -> Result<Value, Failure> {
    do {
      let value = try await withTimeout(timeout) {
        try await traced(request(body)) { request, span in
          let response = try await Self.http.execute(request, deadline: .distantFuture)
          span.attributes["http.response.status_code"] = Int(response.status.code)
          guard (200..<300).contains(response.status.code) else { throw await refusal(response) }
          let answer = try await response.body.collect(upTo: maxAnswerBytes)
          return try read(Data(answer.readableBytesView))
        }
      }
      return .success(value)
    } catch let failure as Failure {
      return .failure(failure)
    } catch {
      try Task.checkCancellation()
      return .failure(failure(for: error, maxAnswerBytes))
    }
  }

  private func request(_ body: Data) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: endpoint.url)
    request.method = .POST
    request.headers = ["content-type": "application/json", "accept": "application/json", "user-agent": "quern"]
    if let key { request.headers.add(name: "authorization", value: "Bearer \(key.value)") }
    request.body = .bytes(ByteBuffer(bytes: body))
    return request
  }

  private func refusal(_ response: HTTPClientResponse) async -> Failure {
    let body = try? await response.body.collect(upTo: 65_536)
    let reason = body.flatMap { RefusalReason(Data($0.readableBytesView)) }
    let wish = response.headers.first(name: "retry-after").flatMap { RetryAfter.seconds($0, now: timing.now()) }
    return Failure(
      status: Int(response.status.code), reason: reason, wish: wish, from: endpoint.name, hasKey: key != nil)
  }

  private func failure(for error: any Error, _ maxAnswerBytes: Int) -> Failure {
    switch error {
    case is NIOTooManyBytesError:
      Failure(
        "service.answer", endpoint.name, "its answer is longer than \(maxAnswerBytes) bytes",
        remedy: "check that the address is that of an OpenAI-compatible service", verdict: .stop(.dependency))
    case is TimedOut:
      Failure(
        "service.timeout", endpoint.name, "no answer within \(timeout)",
        remedy: "check that the service is up, or lower embed.batch.maxTokens", verdict: .retry(afterSeconds: nil))
    default:
      Failure(
        "service.unreachable", endpoint.name, NetworkProblem.phrase(error),
        remedy: "check the address and that the service is up", verdict: .retry(afterSeconds: nil))
    }
  }
}
