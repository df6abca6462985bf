import Corpus
import Embedding
import Foundation
import ModelClients
import Pipelines

extension Composition {
  /// An embedder with what else depends on the model.
  struct Model {
    var embedder: any Embedder
    var tokenizerFingerprint: Fingerprint
    /// As resolved; what the generation remembers.
    var precision: String
  }

  func model() async throws -> Model {
    let embed = plan.embed
    switch embed.model {
    case .hashing(let dimension):
      let embedder = HashingEmbedder(dimension: dimension)
      return Model(
        embedder: embedder, tokenizerFingerprint: HashingTokenizer.fingerprint, precision: Precision.f32.rawValue)
    case .local(let name):
      let precision = try resolved(embed.precision)
      let folder = try ModelFolder(path: ModelCache().folder(for: name))
      let embedder = try LocalEmbedder(
        folder: folder, precision: precision, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
        documentPrefix: embed.documentPrefix, queryPrefix: embed.queryPrefix)
      return Model(
        embedder: embedder, tokenizerFingerprint: embedder.tokenizerFingerprint, precision: precision.rawValue)
    case .openai(let url, let model, let apiKey, let dimension, let window):
      let embedder = try await OpenAIEmbedder.connect(
        url: url, model: model, apiKey: try apiKey?.resolve(environment: ProcessInfo.processInfo.environment),
        dimension: dimension, documentPrefix: embed.documentPrefix, queryPrefix: embed.queryPrefix,
        maxBatchTokens: embed.maxBatchTokens,
        retry: RetryPolicy(
          limit: embed.retry.limit, initial: embed.retry.initial, factor: embed.retry.factor, max: embed.retry.max),
        tokenizer: EstimatingTokenizer(window: window))
      return Model(embedder: embedder, tokenizerFingerprint: EstimatingTokenizer.fingerprint, precision: "remote")
    }
  }

  private func resolved(_ precision: EmbedPlan.Precision) throws -> Precision {
    switch precision {
    case .auto, .f32: return .f32
    case .bf16, .int8:
      throw Failure(
        "embed.precision", plan.file, "embed.precision \(precision.rawValue) is not part of this version",
        remedy: "use auto or f32", verdict: .stop(.configuration))
    }
  }
}
