import Corpus

extension EmbedPlan {
  package static let standard = EmbedPlan(
    model: .local("all-MiniLM-L6-v2"), precision: .auto, documentPrefix: "", queryPrefix: "", pricePerMillionTokens: 0,
    maxBatchTokens: 16384, retry: Retry(limit: 6, initial: .seconds(1), factor: 2, max: .seconds(60)),
    endpoint: EndpointPolicy())

  static let form = Form<EmbedPlan>.mapping(
    standard,
    [
      Field("model", \.model, Model.form, "The model: the name or folder of a local one, or a mapping with a type."),
      Field(
        "precision", \.precision, .choice,
        "How a local model calculates; auto goes on like the vectors there are, and starts with int8 where that is fast."
      ),
      .group(
        "prefixes",
        [
          Field("document", \.documentPrefix, .text, "Put before every chunk."),
          Field("query", \.queryPrefix, .text, "Put before every query."),
        ],
        "What the model wants before its texts; E5 and BGE want something."),
      .group(
        "price",
        [Field("perMillionTokens", \.pricePerMillionTokens, .number(0...Double.infinity), "In your currency.")],
        "What embedding costs, for estimates."),
      .group(
        "batch", [Field("maxTokens", \.maxBatchTokens, .integer(8...10_000_000), "Tokens in one batch, at most.")],
        "How texts are put together."),
      .group(
        "retry",
        [
          Field("limit", \.retry.limit, .integer(0...100), "How often a failed call is tried again."),
          .group(
            "backoff",
            [
              Field("initial", \.retry.initial, .duration(.milliseconds(1) ... .seconds(3600)), "The first wait."),
              Field("factor", \.retry.factor, .number(1...100), "By how much each wait is longer than the last."),
              Field("max", \.retry.max, .duration(.milliseconds(1) ... .seconds(86400)), "The longest wait."),
            ],
            "How long to wait between tries."),
        ],
        "What happens when a remote model fails."),
      .group(
        "limits",
        [
          Field(
            "requestsPerMinute", \.endpoint.requestsPerMinute, .integer(0...1_000_000),
            "Requests to the endpoint in a minute, at most; 0 for no limit."),
          Field(
            "tokensPerMinute", \.endpoint.tokensPerMinute, .integer(0...1_000_000_000),
            "Tokens sent to it in a minute, as counted here, at most; 0 for no limit."),
        ],
        """
        What a remote endpoint allows all workers together, with bursts of a tenth. It changes no vector: nothing is \
        embedded again.
        """),
      .group(
        "breaker",
        [
          Field(
            "failures", \.endpoint.breaker.failures, .integer(0...1000),
            "After so many failures in a row, whichever worker had them, nobody asks the endpoint; 0 for never."),
          Field(
            "pause", \.endpoint.breaker.pause, .duration(.seconds(1) ... .seconds(3600)),
            "How long; then one request goes through, and a failure doubles the pause."),
          Field(
            "maxPause", \.endpoint.breaker.maxPause, .duration(.seconds(1) ... .seconds(86400)), "The longest pause."),
        ],
        "When a remote endpoint that fails is left alone. It changes no vector either."),
    ])
}
