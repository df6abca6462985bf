import AsyncHTTPClient
import NIOHTTP1
import Tracing

extension ServiceClient {
  /// Makes a try a span of its own, and tells the service which one (W3C Trace Context). The span names the service by host
  /// and path alone.
  func traced<Value>(
    _ request: HTTPClientRequest, _ send: (HTTPClientRequest, any Span) async throws -> Value
  ) async throws -> Value {
    try await withSpan("POST \(endpoint.name)", ofKind: .client) { span in
      span.attributes["http.request.method"] = "POST"
      var request = request
      InstrumentationSystem.instrument.inject(span.context, into: &request.headers, using: HeaderFields())
      return try await send(request, span)
    }
  }
}

private struct HeaderFields: Injector {
  func inject(_ value: String, forKey key: String, into headers: inout HTTPHeaders) {
    headers.replaceOrAdd(name: key, value: value)
  }
}
