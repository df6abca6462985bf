package import Guarding
import HTTPTypes
package import Hummingbird

/// Who is let in, and how often.
package struct ServerDoors: Sendable {
  package var doorkeeper: Doorkeeper
  /// Nil for no limit.
  package var limiter: (any RateLimiting)?

  package init(doorkeeper: Doorkeeper, limiter: (any RateLimiting)? = nil) {
    self.doorkeeper = doorkeeper
    self.limiter = limiter
  }
}

/// The doors, from the outermost, and the routes behind them.
package struct ServerRouter: Sendable {
  let settings: ServerSettings
  let routes: APIRoutes
  let doors: ServerDoors

  package init(settings: ServerSettings, pipelines: [ServedPipeline], queries: QueryService, doors: ServerDoors) {
    self.settings = settings
    self.doors = doors
    routes = APIRoutes(settings: settings, shelf: PipelineShelf(all: pipelines), queries: queries)
  }

  package func router() -> Router<ServingContext> {
    let router = Router(context: ServingContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: TraceDoor())
    router.add(middleware: Accounting(isLogging: settings.logsRequests))
    router.add(middleware: OriginDoor(origins: settings.origins))
    router.add(middleware: SafeHeaders())
    router.add(middleware: ErrorAnswers())
    router.add(middleware: MethodDoor())
    let guarded = router.group()
    guarded.add(middleware: IdentityDoor(doorkeeper: doors.doorkeeper))
    if let limiter = doors.limiter { guarded.add(middleware: RateDoor(limiter)) }
    for endpoint in Endpoint.allCases {
      for method in endpoint.methods where method != .head {
        let path = RouterPath(endpoint.rawValue)
        if endpoint.isOpen {
          router.on(path, method: method) { try await respond(endpoint, $0, $1) }
        } else {
          guarded.on(path, method: method) { try await respond(endpoint, $0, $1) }
        }
      }
    }
    return router
  }

  private func respond(_ endpoint: Endpoint, _ request: Request, _ context: ServingContext) async throws -> Response {
    switch endpoint {
    case .page: try await routes.page(request, context)
    case .search: try await routes.search(request, context)
    case .document: try await routes.document(request, context)
    case .chunk: try await routes.chunk(request, context)
    case .pipelines: try routes.pipelines(request, context)
    case .health: routes.health(request, context)
    case .ready: try routes.ready(request, context)
    case .openAPI: routes.openAPI(request, context)
    }
  }
}
