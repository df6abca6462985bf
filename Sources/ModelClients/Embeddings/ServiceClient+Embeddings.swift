import Corpus
import Foundation

extension ServiceClient {
  init(_ service: EmbeddingService, _ timing: Timing) throws(Failure) {
    self.init(
      endpoint: try Endpoint(service.url, operation: "embeddings"), key: service.apiKey, retry: service.retry,
      patience: service.retry.patience / .seconds(1), timeout: service.timeout, gate: service.gate,
      policy: service.policy, timing: timing)
  }

  /// Asks for the vectors of some texts, in one request.
  ///
  /// - Throws: ``Failure``: `quarantine` when the service refuses one of the texts, without saying which.
  func vectors(
    of inputs: [EmbeddingInput], _ service: EmbeddingService, _ encoding: EmbeddingRequest.Encoding, dimension: Int?
  ) async throws -> [Result<[Float], Failure>] {
    let request = EmbeddingRequest(
      model: service.model, input: inputs.map(\.text), encoding: encoding, dimensions: service.dimension)
    // A float takes 25 characters at most; twice that leaves room for indented JSON.
    let maxAnswerBytes = 1 << 20 + inputs.count * (dimension ?? 16_384) * 50
    let tokens = inputs.reduce(0) { $0 + $1.tokens }
    return try await post(try request.body(), tokens: tokens, maxAnswerBytes: maxAnswerBytes) {
      [name = endpoint.name] bytes in
      guard let answer = try? EmbeddingAnswer(bytes) else {
        throw Failure(
          "service.answer", name, "its answer is not that of an embeddings service",
          remedy: "check that the address is that of an OpenAI-compatible service", verdict: .retry(afterSeconds: nil))
      }
      return try answer.vectors(count: inputs.count, dimension: dimension, from: name)
    }
  }
}
