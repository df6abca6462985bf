import NIOCore

/// One user of a server: asks, waits for the answer, and asks again, over a connection of its own. A connection that breaks
/// or is given up is an error, and the next request gets a new one.
// Safety: everything after `run()` happens on `loop`.
final class LoadUser: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = ByteBuffer

  private let script: LoadScript
  private let loop: any EventLoop
  private let end: EventLoopPromise<LoadTally>
  private var tally = LoadTally()
  private var channel: (any Channel)?
  /// The request on its way: when it was due, and when it is given up.
  private var asked: (due: ContinuousClock.Instant, patience: ContinuousClock.Instant)?
  private var reader = AnswerReader()
  /// Bytes of an answer that is not whole, which the reader wants to see again.
  private var unread: ByteBuffer?
  private var isWatched = false

  /// Nobody gains by knocking at a closed door more often.
  private static let pause = TimeAmount.milliseconds(10)

  init(_ script: LoadScript, on loop: any EventLoop) {
    self.script = script
    self.loop = loop
    end = loop.makePromise()
  }

  /// Asks until the time is over and the last answer is there.
  func run() -> EventLoopFuture<LoadTally> {
    loop.execute { self.next() }
    return end.futureResult
  }

  private func next() {
    let number = script.next.take()
    let now = ContinuousClock.now
    guard let delay = script.pace.due(number) else {
      return now - script.started < script.span ? ask(number, due: now) : leave()
    }
    guard delay < script.span else { return leave() }
    let due = script.started + delay
    if due <= now { return ask(number, due: due) }
    loop.scheduleTask(in: TimeAmount(due - now)) { self.ask(number, due: due) }
  }

  private func leave() {
    channel?.close(promise: nil)
    channel = nil
    end.succeed(tally)
  }

  private func ask(_ number: Int, due: ContinuousClock.Instant) {
    asked = (due, .now + script.timeout)
    watch()
    if let channel, channel.isActive { return send(number, on: channel) }
    script.connect(self, on: loop).whenComplete { result in
      // Given up meanwhile.
      let isLate = self.asked?.due != due
      switch result {
      case .success(let channel) where isLate: channel.close(promise: nil)
      case .success(let channel):
        self.channel = channel
        self.reader = AnswerReader()
        self.unread = nil
        self.send(number, on: channel)
      case .failure where isLate: break
      case .failure: self.finish(.error("no connection"), after: Self.pause)
      }
    }
  }

  private func send(_ number: Int, on channel: any Channel) {
    channel.writeAndFlush(script.target.request(number), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard context.channel === channel else { return }
    var bytes = unwrapInboundIn(data)
    if var earlier = unread.take() {
      earlier.writeBuffer(&bytes)
      bytes = earlier
    }
    do {
      let answer = try reader.read(&bytes)
      // What comes unasked makes every later answer one of an earlier question.
      if bytes.readableBytes > 0, answer != nil || asked == nil { hangUp() }
      if let answer { return take(answer) }
      if bytes.readableBytes > 0 { unread = bytes }
    } catch {
      hangUp()
      finish(.error("no HTTP/1"), after: Self.pause)
    }
  }

  private func take(_ answer: AnswerReader.Answer) {
    if !answer.keepsConnection { hangUp() }
    finish(answer.status < 400 ? .answer : .error("HTTP \(answer.status)"))
  }

  func channelInactive(context: ChannelHandlerContext) {
    if context.channel === channel, let answer = reader.end() { return take(answer) }
    lost(context.channel)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    lost(context.channel)
    context.close(promise: nil)
  }

  private func lost(_ lost: any Channel) {
    guard lost === channel else { return }
    channel = nil
    finish(.error("connection closed"), after: Self.pause)
  }

  private func hangUp() {
    let old = channel
    channel = nil
    old?.close(promise: nil)
  }

  private func finish(_ outcome: LoadTally.Outcome, after pause: TimeAmount? = nil) {
    guard let (due, _) = asked else { return }
    asked = nil
    let now = ContinuousClock.now
    tally.record(outcome, took: now - due, at: now - script.started)
    guard let pause else { return next() }
    loop.scheduleTask(in: pause) { self.next() }
  }

  /// Gives up what takes too long. One alarm a user goes off once a time-out, not once a request.
  private func watch() {
    guard !isWatched, let patience = asked?.patience else { return }
    isWatched = true
    loop.scheduleTask(in: TimeAmount(patience - .now)) {
      self.isWatched = false
      guard let asked = self.asked else { return }
      guard asked.patience <= .now else { return self.watch() }
      self.hangUp()
      self.finish(.timeout)
    }
  }
}

extension TimeAmount {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(max(0, seconds * 1_000_000_000 + attoseconds / 1_000_000_000))
  }
}
