import Guarding
import HTTPTypes
import Hummingbird

/// Turns back who asks too often.
struct RateDoor: RouterMiddleware {
  typealias Context = ServingContext

  let limiter: any RateLimiting
  private let refusals = CounterFamily("rag_rate_limited_total")

  init(_ limiter: any RateLimiting) { self.limiter = limiter }

  func handle(
    _ request: Request, context: ServingContext, next: (Request, ServingContext) async throws -> Response
  ) async throws -> Response {
    switch await limiter.take(client: try context.admitted.client) {
    case .allowed: return try await next(request, context)
    case .limited(let seconds):
      refusals.increment([])
      throw APIError(.rateLimitExceeded, "too many requests", retryAfterSeconds: seconds)
    }
  }
}
