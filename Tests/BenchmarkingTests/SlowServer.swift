import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on a port of its own that answers everything after a while.
final class SlowServer: Sendable {
  private let channel: any Channel
  private let bodies: Bodies

  /// - Parameter failsEvery: each so-manieth answer is 503; 0 for none.
  init(delay: TimeAmount, failsEvery: Int = 0) async throws {
    let requests = Requests()
    let bodies = Bodies()
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
          try channel.pipeline.syncOperations.addHandler(
            Answering(delay: delay, failsEvery: failsEvery, requests: requests, bodies: bodies))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    self.bodies = bodies
  }

  var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/" }
  var lastBody: String { bodies.last.withLock { $0 } }

  func stop() { channel.close(promise: nil) }

  final class Requests: Sendable {
    let count = Atomic(0)
  }

  final class Bodies: Sendable {
    let last = Mutex("")
  }

  private final class Answering: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    let delay: TimeAmount
    let failsEvery: Int
    let requests: Requests
    let bodies: Bodies
    var body = ""

    init(delay: TimeAmount, failsEvery: Int, requests: Requests, bodies: Bodies) {
      self.delay = delay
      self.failsEvery = failsEvery
      self.requests = requests
      self.bodies = bodies
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head: body = ""
      case .body(let buffer): body += String(buffer: buffer)
      case .end: answer(context)
      }
    }

    private func answer(_ context: ChannelHandlerContext) {
      let number = requests.count.wrappingAdd(1, ordering: .relaxed).newValue
      if !body.isEmpty { bodies.last.withLock { $0 = body } }
      let fails = failsEvery > 0 && number.isMultiple(of: failsEvery)
      let channel = context.channel
      context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in
        var head = HTTPResponseHead(version: .http1_1, status: fails ? .serviceUnavailable : .ok)
        head.headers.add(name: "content-length", value: "2")
        let pipeline = channel.pipeline.syncOperations
        pipeline.write(wrapOutboundOut(.head(head)), promise: nil)
        pipeline.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "ok")))), promise: nil)
        pipeline.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
      }
    }
  }
}
