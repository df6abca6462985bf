import Corpus
import Embedding
import Foundation
import ModelClients
import Pipelines
import Running

extension Composition {
  /// An embedder, and the precision it was loaded with: what the generation remembers.
  struct Model {
    var embedder: any Embedder
    var precision: String
  }

  /// - Parameter existing: fingerprints of embeddings in use, oldest first; the precision `auto` follows them.
  /// - Parameter gate: keeps the clients of a remote model within its limits together; nil for this process alone.
  func model(following existing: [Fingerprint] = [], gate: (any EndpointGate)? = nil) async throws -> Model {
    let embed = plan.embed
    switch embed.model {
    case .hashing(let dimension):
      return Model(
        embedder: HashingEmbedder(dimension: dimension, tokenizer: HashingTokenizer()),
        precision: Precision.f32.rawValue)
    case .local(let name):
      let cache = ModelCache()
      let folder = try ModelFolder(path: cache.folder(for: name), preparations: cache.preparations)
      let precision =
        Precision(rawValue: embed.precision.rawValue)
        ?? LocalEmbedder.precision(
          folder, documentPrefix: embed.documentPrefix, queryPrefix: embed.queryPrefix, following: existing)
      let embedder = try LocalEmbedder(
        folder: folder, precision: precision, threads: workers, documentPrefix: embed.documentPrefix,
        queryPrefix: embed.queryPrefix)
      return Model(embedder: embedder, precision: precision.rawValue)
    case .openai(let url, let model, let apiKey, let dimension, let window):
      let key = try apiKey.map { try APIKey($0.resolve(environment: environment)) }
      var service = EmbeddingService(url: url, model: model, apiKey: key, dimension: dimension)
      service.documentPrefix = embed.documentPrefix
      service.queryPrefix = embed.queryPrefix
      service.maxBatchTokens = embed.maxBatchTokens
      service.policy = embed.endpoint
      service.gate = WatchedGate(gate ?? service.gate)
      service.retry = RetryPolicy(
        limit: embed.retry.limit, initial: embed.retry.initial, factor: embed.retry.factor, max: embed.retry.max)
      let embedder = try await OpenAIEmbedder.connect(to: service, tokenizer: EstimatingTokenizer(window: window))
      return Model(embedder: embedder, precision: "remote")
    }
  }
}
