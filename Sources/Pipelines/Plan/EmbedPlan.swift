package import Corpus

/// Which model makes the vectors, and how it is fed.
package struct EmbedPlan: Sendable, Equatable {
  package var model: Model
  package var precision: Precision
  /// Put before every passage and every query; E5 and BGE want them.
  package var documentPrefix: String
  package var queryPrefix: String
  /// Price of a million tokens in the user's currency.
  package var pricePerMillionTokens: Double
  /// Tokens in one batch.
  package var maxBatchTokens: Int
  package var retry: Retry
  /// What all workers together keep to towards a remote endpoint; never part of a fingerprint.
  package var endpoint: EndpointPolicy

  package enum Precision: String, Sendable, Equatable, CaseIterable { case auto, f32, bf16, int8 }

  package enum Model: Sendable, Equatable {
    /// A name known to `quern model`, or an absolute path of a sentence-transformers folder.
    case local(String)
    /// Feature hashing: needs no model.
    case hashing(dimension: Int)
    /// Any OpenAI-compatible `/v1/embeddings`. `window` is the most tokens of one input.
    case openai(url: String, model: String, apiKey: Secret?, dimension: Int?, window: Int)
  }

  package struct Retry: Sendable, Equatable {
    package var limit: Int
    package var initial: Duration
    package var factor: Double
    package var max: Duration
  }
}
