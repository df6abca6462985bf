import Guarding
import HTTPTypes
import Hummingbird
import Logging
import Metrics
import Synchronization

/// Gives every request an id, counts and times it, and writes its line into the log: its path without the query
/// string, who asked, what came of it. Never a token, never a header.
struct Accounting: RouterMiddleware {
  typealias Context = ServingContext

  private let requests = CounterFamily("rag_requests_total")
  private let durations = TimerFamily("rag_request_duration_seconds")
  private let active = ActiveRequests()
  /// Whether requests are logged.
  let isLogging: Bool

  init(isLogging: Bool) { self.isLogging = isLogging }

  func handle(
    _ request: Request, context: ServingContext, next: (Request, ServingContext) async throws -> Response
  ) async throws -> Response {
    let start = ContinuousClock.now
    var context = context
    let id = request.headers[.requestID].flatMap(Self.accepted) ?? Self.newID()
    context.logger[metadataKey: "request_id"] = "\(id)"
    context.logger[metadataKey: "hb.request.id"] = nil
    active.change(by: 1)
    defer { active.change(by: -1) }

    // The doors inside turn every error into a response.
    var response = try await next(request, context)
    response.headers[.requestID] = id
    let duration = ContinuousClock.now - start
    let endpoint = Endpoint(path: request.uri.path)
    let method = Self.known.contains(request.method) ? request.method.rawValue : "other"
    let labels = [("method", method), ("endpoint", endpoint?.rawValue ?? "other")]
    requests.increment(labels + [("status", "\(response.status.code)")])
    durations.record(duration, labels)
    if isLogging { log(request, response, duration, endpoint, context) }
    return response
  }

  private func log(
    _ request: Request, _ response: Response, _ duration: Duration, _ endpoint: Endpoint?, _ context: ServingContext
  ) {
    // What a prober asks every second is not worth a line as long as it goes well.
    let level: Logger.Level =
      endpoint.map { $0 == .health || $0 == .ready } ?? false && response.status == .ok
      ? .debug : .info
    context.logger.log(
      level: level, "request",
      metadata: [
        "method": "\(request.method.rawValue.prefix(16))", "path": "\(request.uri.path.prefix(256))",
        "status": "\(response.status.code)", "ms": "\((duration / .microseconds(1)).rounded() / 1000)",
        "bytes": "\(response.body.contentLength.map(String.init) ?? "stream")", "client": "\(context.remote)",
        "who": "\(context.identity.name ?? "-")",
      ])
  }

  private static let known: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]

  /// A client's own id, if it can be put into a log and a header as it is.
  private static func accepted(_ id: String) -> String? {
    let isPlain = id.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95].contains(byte)
    }
    return (1...64).contains(id.utf8.count) && isPlain ? id : nil
  }

  private static func newID() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// How many requests are being answered.
private final class ActiveRequests: Sendable {
  private let count = Atomic(0)
  private let gauge = Gauge(label: "rag_active_requests")

  func change(by difference: Int) {
    gauge.record(count.add(difference, ordering: .relaxed).newValue)
  }
}
