import Corpus

extension Failure {
  /// What an HTTP status that is no success means.
  ///
  /// - Parameter wish: seconds that the service asked to wait.
  init(status: Int, reason: RefusalReason?, wish: Double?, from service: String, hasKey: Bool) {
    let said = "HTTP \(status)" + (reason.map { ", \($0.code)" } ?? "")
    func failure(_ code: String, _ problem: String, _ remedy: String, _ verdict: Verdict) -> Failure {
      Failure(code, service, "\(problem) (\(said))", remedy: remedy, verdict: verdict)
    }
    switch status {
    case 402,
      429 where status == 402 || reason?.code == "insufficient_quota":
      self = failure(
        "service.credit", "the account has no credit left", "top it up, then run again", .stop(.dependency))
    case 408, 425, 429, 500...:
      self = failure(
        status == 429 ? "service.busy" : "service.failing", status == 429 ? "too many requests" : "it fails",
        "check the service's state and its limits", .retry(afterSeconds: wish))
    case 400, 413, 422:
      self = failure("service.refused", "it refuses the text", "shorten it or exclude the document", .quarantine)
    case 401, 403:
      self = failure(
        "service.key", hasKey ? "it does not accept the key" : "it wants a key",
        hasKey ? "check apiKey and what it may do" : "give apiKey", .stop(.configuration))
    case 404:
      self = failure(
        "service.address", "there is no such address or model", "check url and model", .stop(.configuration))
    case 300..<400:
      self = failure(
        "service.address", "it has moved, and redirects are not followed", "give its new address as url",
        .stop(.configuration))
    default:
      self = failure("service.refused", "it refuses requests", "check url and model", .stop(.configuration))
    }
  }

  /// The same trouble once nobody tries any more.
  func final(after tries: Int) -> Failure {
    var failure = self
    failure.problem += tries == 1 ? "" : ", \(tries) times in a row"
    failure.verdict = .stop(.dependency)
    return failure
  }
}
