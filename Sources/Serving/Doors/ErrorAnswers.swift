import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Turns whatever is thrown inside into a response in the API's form, or for the page into a page.
struct ErrorAnswers: RouterMiddleware {
  typealias Context = ServingContext

  func handle(
    _ request: Request, context: ServingContext, next: (Request, ServingContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      let answer = APIError(error)
      if answer.code == .internalError {
        context.logger.error("a request failed", metadata: ["error": "\(error)"])
      }
      var response =
        Endpoint(path: request.uri.path) == .page
        ? Response.html(ErrorPage(error: answer).html, status: answer.code.status)
        : Response.json(ByteBuffer(bytes: answer.json), status: answer.code.status)
      response.headers.append(contentsOf: answer.headers)
      return response
    }
  }
}
