import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Drops connections whose requests or answers do not get on.
///
/// A request has so long from its first byte of body to its last, however many there are; an answer that cannot be
/// written has as long until some of it can. Connections without a request are the idle time-out's.
final class SlowClients: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let patience: TimeAmount
  private var reading: Scheduled<Void>?
  private var writing: Scheduled<Void>?

  init(patience: TimeAmount) { self.patience = patience }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head: reading = reading ?? drop(context.channel)
    case .body: break
    case .end:
      reading?.cancel()
      reading = nil
    }
    context.fireChannelRead(data)
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    writing?.cancel()
    writing = context.channel.isWritable ? nil : drop(context.channel)
    context.fireChannelWritabilityChanged()
  }

  func channelInactive(context: ChannelHandlerContext) {
    stop()
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { stop() }

  private func drop(_ channel: any Channel) -> Scheduled<Void> {
    channel.eventLoop.scheduleTask(in: patience) { channel.close(mode: .all, promise: nil) }
  }

  private func stop() {
    reading?.cancel()
    writing?.cancel()
    (reading, writing) = (nil, nil)
  }
}
