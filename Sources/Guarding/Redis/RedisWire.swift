import CHiredis
import Glibc

/// One connection to Redis. Belongs to one thread, which it blocks, but never longer than it is told.
final class RedisWire {
  private let context: UnsafeMutablePointer<redisContext>

  /// Connects, introduces itself, and asks whether Redis serves.
  ///
  /// Looking up a host's name has no limit of its own.
  /// - Parameter timeout: for connecting, and again for the introduction.
  init(_ address: RedisAddress, timeout: Duration) throws(RedisFault) {
    // A write to a connection that is gone is an error to be handled, not a signal that ends the process. Blocked for
    // this thread alone: what others make of the signal is not ours to say.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)

    let limit = timeval(timeout)
    let context =
      switch address.place {
      case .tcp(let host, let port): redisConnectWithTimeout(host, port, limit)
      case .unix(let path): redisConnectUnixWithTimeout(path, limit)
      }
    guard let context else { throw .unreachable }
    self.context = context
    guard context.pointee.err == 0, redisSetTimeout(context, limit) == REDIS_OK else { throw .unreachable }
    _ = fcntl(context.pointee.fd, F_SETFD, FD_CLOEXEC)
    try introduce(address, deadline: .now + timeout)
  }

  deinit { redisFree(context) }

  /// Whether the other side has hung up, or speaks unasked; known without waiting.
  var isStale: Bool { isReadable(for: .zero) }

  /// Sends commands in one go.
  func send(_ commands: [RedisCommand], deadline: ContinuousClock.Instant) throws(RedisFault) {
    for command in commands {
      guard append(command) == REDIS_OK else { throw .garbled }
    }
    var done: Int32 = 0
    while done == 0 {
      // The socket's own time-out bounds each write to somebody who does not read, not all of them.
      guard .now < deadline else { throw .slow }
      guard redisBufferWrite(context, &done) == REDIS_OK else { throw fault }
    }
  }

  /// The reply to the oldest command that has none yet.
  func reply(deadline: ContinuousClock.Instant) throws(RedisFault) -> RedisReply {
    while true {
      var found: UnsafeMutableRawPointer?
      guard redisGetReplyFromReader(context, &found) == REDIS_OK else { throw fault }
      if let found {
        defer { freeReplyObject(found) }
        return RedisReply(found.assumingMemoryBound(to: redisReply.self).pointee)
      }
      // A time-out of the socket would start anew with every byte that drips in.
      guard isReadable(for: deadline - .now) else { throw .slow }
      guard redisBufferRead(context) == REDIS_OK else { throw fault }
    }
  }

  private func introduce(_ address: RedisAddress, deadline: ContinuousClock.Instant) throws(RedisFault) {
    var commands: [RedisCommand] = []
    if let password = address.password {
      commands.append(address.user.map { RedisCommand("AUTH", $0, password) } ?? RedisCommand("AUTH", password))
    }
    if address.database != 0 { commands.append(RedisCommand("SELECT", String(address.database))) }
    commands.append(RedisCommand("PING"))
    try send(commands, deadline: deadline)
    for command in commands {
      // Some of what can be wrong here, Redis calls a plain ERR.
      if case .error(let code) = try reply(deadline: deadline) {
        throw .refused(code == "ERR" ? "ERR " + String(decoding: command.words[0], as: UTF8.self) : code)
      }
    }
  }

  private func append(_ command: RedisCommand) -> Int32 {
    let bytes = command.words.flatMap { $0 }
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        // An empty word still needs an address that is one.
        var empty: CChar = 0
        return withUnsafePointer(to: &empty) { empty in
          var start = bytes.baseAddress ?? empty
          var words: [UnsafePointer<CChar>?] = []
          for word in command.words {
            words.append(start)
            start += word.count
          }
          return redisAppendCommandArgv(context, Int32(words.count), &words, command.words.map(\.count))
        }
      }
    }
  }

  private func isReadable(for time: Duration) -> Bool {
    var descriptor = pollfd(fd: context.pointee.fd, events: Int16(POLLIN), revents: 0)
    let milliseconds = Int32(min((max(time, .zero) / .milliseconds(1)).rounded(.up), 60_000))
    while true {
      let count = poll(&descriptor, 1, milliseconds)
      guard count < 0, errno == EINTR else { return count > 0 }
    }
  }

  private var fault: RedisFault {
    switch context.pointee.err {
    case REDIS_ERR_IO: errno == EAGAIN || errno == EWOULDBLOCK ? .slow : .unreachable
    case REDIS_ERR_PROTOCOL: .garbled
    default: .unreachable
    }
  }
}

extension timeval {
  fileprivate init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
  }
}
