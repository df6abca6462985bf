import Corpus

extension APIError {
  /// What a client is told of a failure: all of it if it can do something about it, else that it happened.
  init(_ failure: Failure) {
    switch failure.code {
    case "search.query", "search.max_results", "search.threshold", "search.filter":
      self.init(
        .invalidRequest, failure.description,
        details: ["field": .string(failure.code == "search.filter" ? "filters" : Self.field(failure.code))])
    case "search.strategy", "search.no_model":
      self.init(
        .strategyNotConfigured, "\(failure.subject) \(failure.problem)",
        details: ["strategy": .string(failure.subject), "remedy": .string(failure.remedy)])
    case _ where failure.isAboutQuery:
      self = .invalid("query", failure.problem, failure.remedy)
    case "index.noGeneration": self.init(.notFound, failure.description)
    case "index.notReady":
      self.init(.notReady, failure.description, retryAfterSeconds: 1)
    case let code where code.hasPrefix("model."): self = .modelUnavailable
    default:
      self.init(.internalError, "something went wrong here; the log has it under this request's id")
    }
  }

  private static func field(_ code: String) -> String {
    switch code {
    case "search.threshold": "similarity_threshold"
    case "search.max_results": "max_results"
    default: "query"
    }
  }
}
