import AsyncHTTPClient
import NIOCore

extension HTTPClient {
  /// Sends what was measured, without being traced itself: a trace of sending traces would never end.
  static let untraced: HTTPClient = {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow, timeout: .init(connect: .seconds(2), read: .seconds(5)))
    configuration.tracing.tracer = nil
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()
}
