import NIOCore
import NIOHTTP1

/// One connection to a ``StubServer``.
final class StubConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let server: StubServer
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()

  init(_ server: StubServer) { self.server = server }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body.clear()
    case .body(var part): body.writeBuffer(&part)
    case .end:
      guard let head else { return }
      let request = StubServer.Request(
        method: head.method.rawValue, path: head.uri, headers: head.headers, body: String(buffer: body))
      send(server.reply(to: request), context)
    }
  }

  private func send(_ reply: StubServer.Reply, _ context: ChannelHandlerContext) {
    switch reply {
    case .silence: return
    case .hangUp: context.close(promise: nil)
    case .stall:
      context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: .ok))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: "{")))), promise: nil)
    case .answer(let status, let headers, let text, let delay):
      let body = ByteBuffer(string: text)
      var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: status))
      for (name, value) in headers { head.headers.add(name: name, value: value) }
      head.headers.add(name: "content-length", value: String(body.readableBytes))
      guard delay > .zero else { return send(head, body, context.pipeline.syncOperations) }
      let pipeline = context.pipeline.syncOperations
      context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { [self] in send(head, body, pipeline) }
    }
  }

  private func send(_ head: HTTPResponseHead, _ body: ByteBuffer, _ pipeline: ChannelPipeline.SynchronousOperations) {
    pipeline.write(wrapOutboundOut(.head(head)), promise: nil)
    pipeline.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
    pipeline.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
