import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A real HTTP server on a free port that answers as a test tells it to, and remembers what it was asked.
final class StubServer: Sendable {
  struct Request: Sendable {
    var method: String
    var path: String
    var headers: HTTPHeaders
    var body: String
  }

  enum Reply: Sendable {
    case answer(status: Int, headers: [String: String] = [:], body: String = "")
    /// Nothing, for as long as the client waits.
    case stall
  }

  /// Answers the request with that number, counted from 0.
  typealias Script = @Sendable (Request, Int) -> Reply

  private let script: Script
  private let asked = Mutex<[Request]>([])
  private let listener = Mutex<(any Channel)?>(nil)

  var requests: [Request] { asked.withLock { $0 } }
  var port: Int { listener.withLock { $0?.localAddress?.port } ?? 0 }
  var url: String { "http://127.0.0.1:\(port)" }

  private init(_ script: @escaping Script) { self.script = script }

  static func run(_ script: @escaping Script, _ body: (StubServer) async throws -> Void) async throws {
    let server = StubServer(script)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Door(server: server))
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

  private func reply(to request: Request) -> Reply {
    let number = asked.withLock { asked in
      asked.append(request)
      return asked.count - 1
    }
    return script(request, number)
  }

  /// One connection.
  private final class Door: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let server: StubServer
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(server: StubServer) { self.server = server }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body.clear()
      case .body(var part): body.writeBuffer(&part)
      case .end:
        guard let head else { return }
        let request = Request(
          method: head.method.rawValue, path: head.uri, headers: head.headers, body: String(buffer: body))
        send(server.reply(to: request), context)
      }
    }

    private func send(_ reply: Reply, _ context: ChannelHandlerContext) {
      guard case .answer(let status, let headers, let text) = reply else { return }
      let body = ByteBuffer(string: text)
      var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status))
      for (name, value) in headers { head.headers.add(name: name, value: value) }
      head.headers.add(name: "content-length", value: String(body.readableBytes))
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
