package import Corpus

/// Which service makes the vectors, and how it is asked.
package struct EmbeddingService: Sendable {
  /// The address of an OpenAI-compatible service: a host, its `/v1`, or its `/v1/embeddings`.
  package var url: String
  package var model: String
  package var apiKey: APIKey?
  /// Floats in a vector, for models that can shorten theirs; nil for what the model gives.
  package var dimension: Int?
  /// Put before every passage and every query; E5 and BGE want them.
  package var documentPrefix = ""
  package var queryPrefix = ""
  /// Tokens in one request, unless one text alone has more.
  package var maxBatchTokens = 16_384
  /// Texts in one request; OpenAI takes 2048 at most.
  package var maxBatchTexts = 2_048
  /// Requests under way at once.
  package var maxRequests = 4
  /// The longest that one request may take.
  package var timeout: Duration = .seconds(120)
  package var retry = RetryPolicy()
  /// What all who ask the endpoint keep to.
  package var policy = EndpointPolicy()
  /// Where they agree on it; only those who share a gate do.
  package var gate: any EndpointGate = LocalEndpointGate()

  package init(url: String, model: String, apiKey: APIKey? = nil, dimension: Int? = nil) {
    self.url = url
    self.model = model
    self.apiKey = apiKey
    self.dimension = dimension
  }
}
