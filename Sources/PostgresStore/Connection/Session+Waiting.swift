import CPostgres
import Glibc

extension Session {
  /// How long a server that was asked to cancel may take to say so.
  private static let cancelGrace: Duration = .seconds(10)

  /// Takes the connection from started to ready, trying each address of the server for as long as the settings say.
  func connect() throws {
    // Verbose messages carry the SQLSTATE, which libpq tells in no other way before there is a session.
    PQsetErrorVerbosity(handle, PQERRORS_VERBOSE)
    defer { PQsetErrorVerbosity(handle, PQERRORS_DEFAULT) }
    var events = Int16(POLLOUT)
    var timeouts = 0
    while true {
      if PQstatus(handle) != CONNECTION_BAD, try !wait(for: events, until: .now + settings.connectTimeout) {
        timeouts += 1
        // libpq takes it for a refusal, and goes on to the next address.
        shutdown(PQsocket(handle), Int32(SHUT_RDWR))
        if timeouts > 16 { throw ServerError(state: .cannotConnect, message: "no answer") }
      }
      switch PQconnectPoll(handle) {
      case PGRES_POLLING_OK: return
      case PGRES_POLLING_READING: events = Int16(POLLIN)
      case PGRES_POLLING_WRITING: events = Int16(POLLOUT)
      default: throw refusal(timedOut: timeouts > 0)
      }
    }
  }

  /// Sends what libpq holds, reading meanwhile what the server has to say, so that neither waits for the other.
  func flush() throws {
    while true {
      switch PQflush(handle) {
      case 0: return
      case 1:
        try answered(wait(for: Int16(POLLIN | POLLOUT), until: answerTimeout.map { .now + $0 }))
        guard PQconsumeInput(handle) == 1 else { throw lost() }
      default: throw lost()
      }
    }
  }

  /// The next result of the commands under way; nil at the end of each.
  func nextResult() throws -> QueryResult? {
    if PQisBusy(handle) == 1 {
      let deadline = answerTimeout.map { ContinuousClock.now + $0 }
      repeat {
        try answered(wait(for: Int16(POLLIN), until: deadline))
        guard PQconsumeInput(handle) == 1 else { throw lost() }
      } while PQisBusy(handle) == 1
    }
    return PQgetResult(handle).map { QueryResult($0) }
  }

  private func answered(_ inTime: Bool) throws {
    guard !inTime else { return }
    throw ServerError(state: .connectionLost, message: "no answer in time")
  }

  /// Waits until the socket can be read or written. An interrupt is passed on to the server, whose answer then has to come
  /// within ``cancelGrace``.
  /// - Returns: false when time ran out.
  private func wait(for events: Int16, until deadline: ContinuousClock.Instant?) throws -> Bool {
    var deadline = deadline
    while true {
      var descriptors = [
        pollfd(fd: PQsocket(handle), events: events, revents: 0),
        pollfd(fd: wasCancelled ? -1 : interrupt.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let timeout = deadline.map { max(0, ContinuousClock.now.duration(to: $0).milliseconds + 1) } ?? -1
      let count = poll(&descriptors, 2, Int32(clamping: timeout))
      if count == 0 { return false }
      if count < 0 {
        guard errno == EINTR else { throw ServerError(state: .connectionLost, message: "poll: errno \(errno)") }
        continue
      }
      if descriptors[1].revents != 0 {
        try cancel()
        deadline = .now + Self.cancelGrace
      }
      if descriptors[0].revents != 0 { return true }
    }
  }

  /// Asks the server to end the statement under way; its answer is still to come.
  private func cancel() throws {
    wasCancelled = true
    guard PQstatus(handle) == CONNECTION_OK, let request = PQgetCancel(handle) else { throw CancellationError() }
    defer { PQfreeCancel(request) }
    var reason = [CChar](repeating: 0, count: 256)
    guard PQcancel(request, &reason, Int32(reason.count)) == 1 else { throw CancellationError() }
  }

  /// Asks the server to spare us the rest of an answer.
  func abandon() { try? cancel() }

  /// Why no session came about. Verbose messages read `FATAL:  28P01: password authentication failed`.
  private func refusal(timedOut: Bool) -> ServerError {
    let text = String(cString: PQerrorMessage(handle))
    let said = text.matches(of: /[^\s:]+:  ([0-9A-Z]{5}): ([^\n]*)/).last
    if PQconnectionNeedsPassword(handle) == 1 {
      return ServerError(state: .wrongPassword, message: "it asks for a password, and there is none")
    }
    if let said { return ServerError(state: SQLState(rawValue: String(said.1)), message: String(said.2)) }
    return ServerError(state: .cannotConnect, message: timedOut ? "no answer" : text.onOneLine)
  }
}

extension String {
  /// The text's first line.
  var onOneLine: String { String(prefix { !$0.isNewline }) }
}
