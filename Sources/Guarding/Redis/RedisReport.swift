import Metrics
import Logging
import Synchronization

/// Keeps Redis's health, and tells people and machines what changes.
final class RedisReport: Sendable {
  private let subject: String
  private let log: Logger
  private let health = Mutex(RedisHealth())
  private let up: Gauge
  private let failures: @Sendable (RedisFault) -> Counter

  init(_ address: RedisAddress, log: Logger, metrics: any MetricsFactory) {
    subject = "\(address)"
    self.log = log
    up = Gauge(label: "rag_redis_up", dimensions: [], factory: metrics)
    up.record(0)
    failures = { fault in
      Counter(label: "rag_redis_failures_total", dimensions: [("reason", fault.reason)], factory: metrics)
    }
  }

  var isUp: Bool { health.withLock(\.isUp) }

  func admits(write: Bool) -> Bool { health.withLock { $0.admits(write: write, .now) } }

  /// Hears how a command ended. A fault of the connection is told to ``failed(_:write:)``, once for all it took along.
  func note(_ result: Result<RedisReply, RedisFault>, write: Bool) {
    switch result {
    case .success(.error(let code)):
      if let fault = RedisFault.meaning(of: code) { failed(fault, write: write) } else { succeeded(write: write) }
    case .success: succeeded(write: write)
    case .failure(.unsent): health.withLock { $0.abandoned(write: write) }
    case .failure: break
    }
  }

  func connected() { tell(health.withLock { $0.connected() }) }

  func failed(_ fault: RedisFault, write: Bool) {
    failures(fault).increment()
    tell(health.withLock { $0.failed(fault, write: write, .now) })
  }

  private func succeeded(write: Bool) { tell(health.withLock { $0.succeeded(write: write, .now) }) }

  private func tell(_ changes: [RedisHealth.Change]) {
    for change in changes {
      switch change {
      case .serves:
        up.record(1)
        log.notice("\(subject): in use")
      case .fails(let fault):
        up.record(0)
        log.warning("\(subject): \(fault.problem) (answers go on without it, and it is tried again and again)")
      case .refusesWrites(let fault):
        log.warning("\(subject): \(fault.problem) (it is still read, and writing is tried again and again)")
      case .takesWrites: log.notice("\(subject): takes writes again")
      }
    }
  }
}
