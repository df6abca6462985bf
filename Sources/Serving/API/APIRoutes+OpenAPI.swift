import HTTPTypes
import Hummingbird

extension APIRoutes {
  func openAPI(_: Request, _: ServingContext) -> Response {
    .json(ByteBuffer(string: OpenAPIDocument(version: settings.version).json))
  }
}

struct OpenAPIDocument { let version: String; var json: String { "{}" } }
