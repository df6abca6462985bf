package import Corpus
import Foundation

/// Has vectors made by any service with an OpenAI-compatible `/v1/embeddings`.
///
/// Trouble that looks passing (429, 5xx, time-outs, broken connections) is waited out; a text the service refuses is
/// found by halving its request, and fails alone.
package struct OpenAIEmbedder: Embedder {
  package let dimension: Int
  package let fingerprint: Fingerprint
  package let tokenizer: any Tokenizer

  let service: EmbeddingService
  let client: ServiceClient
  let encoding: EmbeddingRequest.Encoding

  /// Asks the service once, to learn its dimension and whether it takes the key and the model.
  ///
  /// - Throws: ``Failure`` with the verdict `stop`.
  package static func connect(
    to service: EmbeddingService, tokenizer: any Tokenizer, timing: Timing = .real
  ) async throws -> OpenAIEmbedder {
    let client = try ServiceClient(service, timing)
    var refusal: Failure?
    for encoding in EmbeddingRequest.Encoding.allCases {
      do {
        let probe = try await client.vectors(of: [.plainWord], service, encoding, dimension: service.dimension)
        return OpenAIEmbedder(service, client, encoding, dimension: try probe[0].get().count, tokenizer)
      } catch let failure as Failure where failure.verdict == .quarantine {
        refusal = failure
      }
    }
    throw refusal?.aboutEveryText ?? CancellationError()
  }

  /// Takes over a dimension that is known, such as that of a generation, and asks nothing.
  ///
  /// - Throws: ``Failure`` with the verdict `stop` when the address is none.
  package init(
    _ service: EmbeddingService, dimension: Int, tokenizer: any Tokenizer, timing: Timing = .real
  ) throws(Failure) {
    self.init(service, try ServiceClient(service, timing), .float, dimension: dimension, tokenizer)
  }

  private init(
    _ service: EmbeddingService, _ client: ServiceClient, _ encoding: EmbeddingRequest.Encoding, dimension: Int,
    _ tokenizer: any Tokenizer
  ) {
    self.service = service
    self.client = client
    self.encoding = encoding
    self.dimension = dimension
    self.tokenizer = tokenizer
    fingerprint = Fingerprint(
      stage: "embed", version: 1,
      settings: [
        "service": client.endpoint.name, "model": service.model, "dimension": String(dimension),
        "documentPrefix": service.documentPrefix, "queryPrefix": service.queryPrefix,
      ])
  }

  package func embed(_ passages: [Passage]) async throws -> [Result<[Float], Failure>] {
    let ranges = Batches.ranges(
      tokenCounts: passages.map(\.tokens.count), maxTokens: service.maxBatchTokens, maxTexts: service.maxBatchTexts)
    let outcomes = try await ranges.mapConcurrently(width: service.maxRequests) { range in
      try await self.outcomes(
        of: passages[range].map { .init(text: service.documentPrefix + $0.text, tokens: $0.tokens.count) })
    }
    return outcomes.flatMap { $0 }
  }

  package func embed(query: String) async throws -> [Float] { try await embed(queries: [query])[0].get() }

  package func embed(queries: [String]) async throws -> [Result<[Float], Failure>] {
    let texts = queries.map { service.queryPrefix + $0 }
    return try await vectors(of: texts.map { .init(text: $0, tokens: tokenizer.sequence($0).count) })
  }
}
