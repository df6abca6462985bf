import Synchronization

/// A command, and who waits for its answer.
struct RedisJob: Sendable {
  let command: RedisCommand
  let deadline: ContinuousClock.Instant
  let answer: @Sendable (Result<RedisReply, RedisFault>) -> Void
}

/// Where commands wait for a connection's thread.
///
/// Those that come while others are on their way wait together and go in one write.
final class RedisDesk: Sendable {
  fileprivate struct State {
    var isOpen = false
    var isAttended = false
    var waiting: [RedisJob] = []
    var bytes = 0
  }

  /// Bytes of commands that may wait; a slow Redis must not fill the memory.
  private static let mostBytes = 16 << 20

  private let state = Mutex(State())

  /// Takes a job in, or answers it with ``RedisFault/unsent`` if there is no connection.
  ///
  /// - Parameter job: none to ask only for a connection.
  /// - Returns: whether the thread has to be sent here.
  func submit(_ job: RedisJob?) -> Bool {
    let (isTaken, isFirst) = state.withLock { state in
      var isTaken = false
      if let job, state.isOpen, state.bytes + job.command.count <= Self.mostBytes {
        state.waiting.append(job)
        state.bytes += job.command.count
        isTaken = true
      }
      let isFirst = !state.isAttended && (isTaken || !state.isOpen)
      if isFirst { state.isAttended = true }
      return (isTaken, isFirst)
    }
    if !isTaken { job?.answer(.failure(.unsent)) }
    return isFirst
  }

  func open() { state.withLock { $0.isOpen = true } }

  /// Sends everybody away; nobody waits for connecting.
  func close() {
    let jobs = state.withLock { state in
      state.isOpen = false
      return state.takeWaiting()
    }
    for job in jobs { job.answer(.failure(.unsent)) }
  }

  /// All that waits; nil when nothing does, and then the thread goes.
  func next() -> [RedisJob]? {
    state.withLock { state in
      state.isAttended = !state.waiting.isEmpty
      return state.isAttended ? state.takeWaiting() : nil
    }
  }

  /// The thread goes, after ``close()``.
  func leave() { state.withLock { $0.isAttended = false } }
}

extension RedisDesk.State {
  fileprivate mutating func takeWaiting() -> [RedisJob] {
    defer {
      waiting = []
      bytes = 0
    }
    return waiting
  }
}
