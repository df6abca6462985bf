import Guarding
import HTTPTypes
import Hummingbird

/// Lets in whom the doorkeeper knows.
struct IdentityDoor: RouterMiddleware {
  typealias Context = ServingContext

  let doorkeeper: Doorkeeper

  func handle(
    _ request: Request, context: ServingContext, next: (Request, ServingContext) async throws -> Response
  ) async throws -> Response {
    var context = context
    let principal = try await doorkeeper.admit(
      authorization: request.headers[.authorization], apiKey: request.headers[.apiKey], remote: context.remote)
    context.principal = principal
    context.identity.name = principal.name
    return try await next(request, context)
  }
}
