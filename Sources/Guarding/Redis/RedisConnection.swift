import Threading

/// A connection on a thread of its own, made in the background, and made again after a fault when somebody asks.
actor RedisConnection {
  private let executor = ThreadExecutor(name: "redis", stackSize: 1 << 20)
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let address: RedisAddress
  private let timeouts: RedisTimeouts
  private let connected: @Sendable () -> Void
  private let faulted: @Sendable (RedisFault) -> Void
  private let desk = RedisDesk()
  private var wire: RedisWire?

  /// - Parameter connected: hears of every connection that was made, and greeted.
  /// - Parameter faulted: hears of every fault once, however many commands it took with it.
  init(
    _ address: RedisAddress, timeouts: RedisTimeouts, connected: @escaping @Sendable () -> Void,
    faulted: @escaping @Sendable (RedisFault) -> Void
  ) {
    self.address = address
    self.timeouts = timeouts
    self.connected = connected
    self.faulted = faulted
  }

  /// Sees to it that a job is answered: at once with ``RedisFault/unsent`` where there is no connection.
  ///
  /// - Parameter job: none only to connect in the background.
  nonisolated func submit(_ job: RedisJob?) {
    // Straight to the thread: a pool that is busy with searches must not make Redis look slow.
    if desk.submit(job) { Task.immediate { await work() } }
  }

  /// Works until nothing waits.
  private func work() {
    do throws(RedisFault) {
      if wire?.isStale ?? true {
        wire = nil
        desk.close()
        wire = try RedisWire(address, timeout: timeouts.connect)
        desk.open()
        connected()
      }
      while let jobs = desk.next() { try exchange(jobs) }
    } catch {
      // What still comes in on this connection would be taken for the answer to something else.
      wire = nil
      desk.close()
      faulted(error)
      desk.leave()
    }
  }

  private func exchange(_ jobs: [RedisJob]) throws(RedisFault) {
    let now = ContinuousClock.now
    var left: [RedisJob] = []
    for job in jobs {
      if job.deadline > now { left.append(job) } else { job.answer(.failure(.unsent)) }
    }
    guard let wire, let last = left.last else { return }
    left.reverse()
    do throws(RedisFault) {
      try wire.send(left.reversed().map(\.command), deadline: last.deadline)
      while let job = left.last {
        let reply = try wire.reply(deadline: job.deadline)
        left.removeLast()
        job.answer(.success(reply))
      }
    } catch {
      for job in left { job.answer(.failure(error)) }
      throw error
    }
  }
}
