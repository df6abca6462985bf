extension ServerPlan: FilePlan {
  static let kind = FileKind.server

  static let fields: [Field<ServerPlan>] = [
    .constant("apiVersion", "quern/v1", required: true, "The version of this format."),
    .constant("kind", kind.rawValue, required: true, "What the file describes."),
    .group(
      "metadata", required: true,
      [Field("name", \.name, .name, required: true, "The server's name: it names its deployment, metrics and traces.")],
      "What the server is called."),
    .group("spec", required: true, spec, "What it serves, to whom, and within which bounds."),
  ]

  private static let spec: [Field<ServerPlan>] = [
    Field(
      "pipelines", \.pipelines, .list(of: .path, atLeast: 1), required: true,
      "Files of the pipelines to search; a relative path starts at the folder of this file."),
    .group(
      "listen",
      [
        Field(
          "host", \.listen.host, .word,
          "The address to listen on; beyond this machine only with auth, or with auth.allowAnonymous."),
        Field("port", \.listen.port, .integer(0...65535), "The port of the API and the page; 0 for any."),
        Field("metricsPort", \.listen.metricsPort, .integer(0...65535), "The port of /metrics; 0 for any."),
      ],
      "Where it listens."),
    .group(
      "defaults",
      [
        Field("strategy", \.defaults.strategy, .choice, "How hits are found."),
        Field("maxResults", \.defaults.maxResults, .integer(1...100), "How many hits are given."),
        Field(
          "similarityThreshold", \.defaults.similarityThreshold, .number(0...1),
          "Hits less similar to the query are left out of semantic searches."),
      ],
      "What a request means that does not say."),
    Field("auth", \.auth, AuthPlan.form, "Who may ask. Health and readiness are told to everybody."),
    .group(
      "cors", [Field("origins", \.origins, .list(of: .origin), "Origins such as https://wiki.example.org.")],
      "Which sites' pages may call the server from a browser."),
    Field("rateLimit", \.rateLimit, RateLimit.form, "What each client may ask; no limit if left out."),
    Field("cache", \.cache, CachePlan.form, "How answers and query vectors are kept."),
    .group(
      "limits",
      [
        Field("concurrent", \.limits.concurrent, .integer(1...10000), "Requests at work at the same time."),
        Field("queue", \.limits.queue, .integer(0...100_000), "Requests that wait for their turn; others get a 503."),
        Field(
          "timeout", \.limits.timeout, .duration(.milliseconds(1) ... .seconds(300)), "How long a request may take."),
        Field("maxBody", \.limits.maxBody, .size(1 << 10...16 << 20), "Larger requests are refused."),
      ],
      "What protects the server from its callers."),
    Field(
      "onMismatch", \.onMismatch, .choice,
      "When the model at hand is not the one the index was made with: refuse, or search by words only."),
    Field("tracing", \.tracing, TracingPlan.form, "Where traces are sent; nowhere if left out."),
    .group(
      "log", [Field("queries", \.logsQueries, .bool, "Whether the texts of queries are logged.")], "What is logged."),
  ]

  static func blank(file: String) -> ServerPlan {
    ServerPlan(
      name: "", file: file, pipelines: [], listen: Listen(host: "127.0.0.1", port: 8000, metricsPort: 9090),
      defaults: Defaults(strategy: .hybrid, maxResults: 10, similarityThreshold: 0), auth: .standard, origins: [],
      rateLimit: nil, cache: .standard,
      limits: Limits(concurrent: 64, queue: 128, timeout: .seconds(5), maxBody: 64 << 10), onMismatch: .refuse,
      tracing: nil, logsQueries: false)
  }
}

extension Form where Value == String {
  /// A scheme, a host and perhaps a port, as a browser's `Origin` header has them.
  fileprivate static let origin = text(
    "an origin", example: "https://wiki.example.org", pattern: #"^https?://[a-z0-9.\[\]:-]+$"#
  ) { text throws(Flaw) in
    guard text != "*" else {
      throw Flaw(.badFormat, "must name a site", hint: "list each origin, such as https://wiki.example.org")
    }
    guard text.wholeMatch(of: /https?:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?/) != nil else {
      throw Flaw(
        .badFormat, "must be an origin in small letters, without a path",
        hint: "a scheme, a host and perhaps a port, such as https://wiki.example.org")
    }
  }
}
