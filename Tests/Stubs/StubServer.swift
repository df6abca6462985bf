import NIOCore
package import NIOHTTP1
import NIOPosix
import Synchronization

/// A real HTTP server on a free port that answers as a test tells it to, and remembers what it was asked.
package final class StubServer: Sendable {
  package struct Request: Sendable {
    package var method: String
    package var path: String
    package var headers: HTTPHeaders
    package var body: String
  }

  package enum Reply: Sendable {
    case answer(status: Int, headers: [String: String] = [:], body: String = "", after: Duration = .zero)
    /// Nothing, for as long as the client waits.
    case silence
    /// A head and the beginning of a body, and then nothing.
    case stall
    /// The connection is closed without a word.
    case hangUp
  }

  /// Answers the request with that number, counted from 0.
  package typealias Script = @Sendable (Request, Int) -> Reply

  private let script: Script
  private let asked = Mutex<[Request]>([])
  private let listener = Mutex<(any Channel)?>(nil)

  package var requests: [Request] { asked.withLock { $0 } }
  package var port: Int { listener.withLock { $0?.localAddress?.port } ?? 0 }
  package var url: String { "http://127.0.0.1:\(port)" }

  private init(_ script: @escaping Script) { self.script = script }

  package static func run(_ script: @escaping Script, _ body: (StubServer) async throws -> Void) async throws {
    let server = StubServer(script)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(StubConnection(server))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    server.listener.withLock { $0 = channel }
    do {
      try await body(server)
    } catch {
      try await channel.close()
      throw error
    }
    try await channel.close()
  }

  func reply(to request: Request) -> Reply {
    let number = asked.withLock { asked in
      asked.append(request)
      return asked.count - 1
    }
    return script(request, number)
  }
}
