import HTTPTypes
import Hummingbird
import Tracing

/// Continues the caller's trace (W3C trace context), and tells the caller which one it is.
struct TraceDoor: RouterMiddleware {
  typealias Context = ServingContext

  func handle(
    _ request: Request, context: ServingContext, next: (Request, ServingContext) async throws -> Response
  ) async throws -> Response {
    // What a prober asks every second would bury the rest.
    let endpoint = Endpoint(path: request.uri.path)
    if endpoint == .health || endpoint == .ready { return try await next(request, context) }
    var trace = ServiceContext.topLevel
    InstrumentationSystem.instrument.extract(request.headers, into: &trace, using: HeaderFields())
    let name = "\(request.method.rawValue) \(endpoint?.rawValue ?? "other")"
    return try await withSpan(name, context: trace, ofKind: .server) { span in
      span.attributes["http.request.method"] = request.method.rawValue
      span.attributes["http.route"] = endpoint?.rawValue
      span.attributes["client.address"] = context.remote
      var response = try await next(request, context)
      span.attributes["http.response.status_code"] = Int(response.status.code)
      if response.status.kind == .serverError { span.setStatus(SpanStatus(code: .error)) }
      InstrumentationSystem.instrument.inject(span.context, into: &response.headers, using: HeaderFields())
      return response
    }
  }
}

private struct HeaderFields: Extractor, Injector {
  func extract(key: String, from headers: HTTPFields) -> String? {
    HTTPField.Name(key).flatMap { headers[$0] }
  }

  func inject(_ value: String, forKey key: String, into headers: inout HTTPFields) {
    guard let name = HTTPField.Name(key) else { return }
    headers[name] = value
  }
}
