import HTTPTypes
import Hummingbird

/// Refuses methods that an endpoint does not have, and answers `OPTIONS`.
struct MethodDoor: RouterMiddleware {
  typealias Context = ServingContext

  func handle(
    _ request: Request, context: ServingContext, next: (Request, ServingContext) async throws -> Response
  ) async throws -> Response {
    guard let endpoint = Endpoint(path: request.uri.path) else { return try await next(request, context) }
    if request.method == .options {
      return Response(status: .noContent, headers: [.allow: endpoint.allow])
    }
    guard endpoint.methods.contains(request.method) else {
      throw APIError(
        .methodNotAllowed, "this is asked for with \(endpoint.allow)", headers: [.allow: endpoint.allow])
    }
    return try await next(request, context)
  }
}
