import HTTPTypes
import Hummingbird

/// Lets pages of the listed origins read answers (CORS); browsers keep all others from it.
struct OriginDoor: RouterMiddleware {
  typealias Context = ServingContext

  /// `https://app.example.org`, or `*` for all.
  let origins: Set<String>

  func handle(
    _ request: Request, context: ServingContext, next: (Request, ServingContext) async throws -> Response
  ) async throws -> Response {
    var response = try await next(request, context)
    guard !origins.isEmpty else { return response }
    if !origins.contains("*") { response.headers[.vary] = "Origin" }
    guard let origin = request.headers[.origin], origins.contains("*") || origins.contains(origin) else {
      return response
    }
    response.headers[.accessControlAllowOrigin] = origins.contains("*") ? "*" : origin
    response.headers[.accessControlExposeHeaders] = "X-Request-Id, Retry-After, ETag, traceparent"
    if request.method == .options, request.headers[.accessControlRequestMethod] != nil {
      response.headers[.accessControlAllowMethods] = response.headers[.allow] ?? ""
      response.headers[.accessControlAllowHeaders] =
        "Authorization, Content-Type, X-API-Key, X-Request-Id, If-None-Match, traceparent, tracestate"
      response.headers[.accessControlMaxAge] = "600"
    }
    return response
  }
}
