import NIOCore
import NIOPosix
import NIOSSL

/// What all users of a load test share.
struct LoadScript: Sendable {
  let target: LoadTarget
  let pace: LoadPace
  let span: Duration
  let timeout: Duration
  let started = ContinuousClock.now
  let next = Ticket()
  private let encryption: NIOSSLContext?

  /// - Throws: if the system has no certificates to check the server's by.
  init(target: LoadTarget, pace: LoadPace, span: Duration, timeout: Duration) throws {
    self.target = target
    self.pace = pace
    self.span = span
    self.timeout = timeout
    encryption = target.isEncrypted ? try NIOSSLContext(configuration: .makeClientConfiguration()) : nil
  }

  func connect(_ user: LoadUser, on loop: any EventLoop) -> EventLoopFuture<any Channel> {
    let (host, encryption) = (target.host, encryption)
    return ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(timeout))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          if let encryption {
            let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
            try pipeline.addHandler(
              NIOSSLClientHandler(context: encryption, serverHostname: isAddress ? nil : host))
          }
          try pipeline.addHandler(user)
        }
      }
      .connect(host: host, port: target.port)
  }
}
