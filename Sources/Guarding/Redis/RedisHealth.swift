/// Whether Redis is to be asked, for reading and for writing. Out of memory, it can still be read.
struct RedisHealth: Sendable {
  /// What is to be told to people.
  enum Change: Hashable, Sendable {
    case serves
    case fails(RedisFault)
    case takesWrites
    case refusesWrites(RedisFault)
  }

  private var link: CircuitBreaker
  private var writes: CircuitBreaker
  private var served = false

  init(_ breaker: CircuitBreaker = CircuitBreaker()) {
    link = breaker
    writes = breaker
  }

  var isUp: Bool { served && link.isClosed }

  mutating func admits(write: Bool, _ now: ContinuousClock.Instant) -> Bool {
    guard link.admits(now) else { return false }
    if write, !writes.admits(now) {
      link.abandoned()
      return false
    }
    return true
  }

  /// - Returns: what changed by it.
  mutating func succeeded(write: Bool, _ now: ContinuousClock.Instant) -> [Change] {
    let (wasUp, tookWrites) = (isUp, writes.isClosed)
    link.succeeded(now)
    if write { writes.succeeded(now) }
    // A late answer leaves an open breaker open, and is no news.
    served = served || link.isClosed
    var changes: [Change] = []
    if !wasUp, isUp { changes.append(.serves) }
    if !tookWrites, writes.isClosed { changes.append(.takesWrites) }
    return changes
  }

  /// A connection was made. That says something before anything was asked; later it does not make up for commands that
  /// fail.
  mutating func connected() -> [Change] {
    guard !served, link.state == .closed(failures: 0) else { return [] }
    served = true
    return [.serves]
  }

  mutating func failed(_ fault: RedisFault, write: Bool, _ now: ContinuousClock.Instant) -> [Change] {
    if write, fault.isAboutWriting {
      // Who refuses a write is there, and can be read.
      var changes = succeeded(write: false, now)
      let tookWrites = writes.isClosed
      writes.failed(now)
      if tookWrites, !writes.isClosed { changes.append(.refusesWrites(fault)) }
      return changes
    }
    let wasClosed = link.isClosed
    link.failed(now)
    if write { writes.abandoned() }
    return wasClosed && !link.isClosed ? [.fails(fault)] : []
  }

  mutating func abandoned(write: Bool) {
    link.abandoned()
    if write { writes.abandoned() }
  }
}
