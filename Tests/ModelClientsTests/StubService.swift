import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A real HTTP server on a free port that answers as a test tells it to, and remembers what it was asked.
final class StubService: Sendable {
  struct Request: Sendable, Decodable {
    var path = ""
    var authorization: String?
    var model: String
    var input: [String]
    var dimensions: Int?
    var encoding: String

    private enum CodingKeys: String, CodingKey {
      case model, input, dimensions
      case encoding = "encoding_format"
    }
  }

  enum Reply: Sendable {
    case answer(status: Int, headers: [String: String], String)
    /// A head and the beginning of a body, and then nothing.
    case stall
    /// The connection is closed without a word.
    case hangUp

    static func answer(_ body: String) -> Reply { .answer(status: 200, headers: [:], body) }
    static func status(_ status: Int, _ headers: [String: String] = [:]) -> Reply {
      .answer(status: status, headers: headers, #"{"error":{"message":"secret text","code":"some_code"}}"#)
    }
  }

  /// Answers the request with that number, counted from 0.
  typealias Script = @Sendable (Request, Int) -> Reply

  private let script: Script
  private let asked = Mutex<[Request]>([])
  private let listener = Mutex<(any Channel)?>(nil)

  var requests: [Request] { asked.withLock { $0 } }
  var url: String { "http://127.0.0.1:\(listener.withLock { $0?.localAddress?.port } ?? 0)" }

  private init(_ script: @escaping Script) { self.script = script }

  static func run(_ script: @escaping Script, _ body: (StubService) async throws -> Void) async throws {
    let service = StubService(script)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Door(service: service))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    service.listener.withLock { $0 = channel }
    let outcome = await Result { try await body(service) }
    try await channel.close()
    try outcome.get()
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

    private let service: StubService
    private var head: HTTPRequestHead?
    private var body = ByteBuffer()

    init(service: StubService) { self.service = service }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head):
        self.head = head
        body.clear()
      case .body(var part): body.writeBuffer(&part)
      case .end:
        guard let head, var request = try? JSONDecoder().decode(Request.self, from: Data(body.readableBytesView)) else {
          return context.close(promise: nil)
        }
        request.path = head.uri
        request.authorization = head.headers.first(name: "authorization")
        send(service.reply(to: request), context)
      }
    }

    private func send(_ reply: Reply, _ context: ChannelHandlerContext) {
      switch reply {
      case .hangUp: context.close(promise: nil)
      case .stall:
        context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: .ok))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "{")))), promise: nil)
      case .answer(let status, let headers, let text):
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
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
