package import Metrics
package import Logging
import Synchronization

/// Redis as something that may help and must not hurt: whatever is wrong with it, an answer of nil comes soon.
///
/// A breaker leaves a Redis alone that fails; people hear of it once when it begins and once when it ends.
package final class RedisClient: Sendable {
  private let address: RedisAddress
  private let timeouts: RedisTimeouts
  private let pool: RedisPool
  private let report: RedisReport

  /// Connects in the background.
  ///
  /// - Parameter connections: each has a thread; commands share them in turn.
  package init(
    _ address: RedisAddress, connections: Int = 2, timeouts: RedisTimeouts = RedisTimeouts(),
    log: Logger = Logger(label: "quern.redis"), metrics: any MetricsFactory = MetricsSystem.factory
  ) {
    self.address = address
    self.timeouts = timeouts
    let report = RedisReport(address, log: log, metrics: metrics)
    self.report = report
    pool = RedisPool(count: max(1, connections)) {
      RedisConnection(address, timeouts: timeouts, connected: report.connected) { report.failed($0, write: false) }
    }
  }

  /// Whether it answered when it was last asked.
  package var isUp: Bool { report.isUp }

  /// The value of a key, of at most so many bytes; nil for an empty, a longer or no value.
  func value(of key: String, atMost bytes: Int) async -> [UInt8]? {
    // Only one byte more is ever sent here, whatever a stranger has put there.
    let command = RedisCommand("GETRANGE", key, "0", String(bytes))
    guard case .bytes(let value)? = await reply(to: command), !value.isEmpty, value.count <= bytes else { return nil }
    return value
  }

  /// Keeps a value for some time, without waiting for it.
  func keep(_ value: [UInt8], as key: String, for time: Duration) {
    let milliseconds = String(max(1, Int(time / .milliseconds(1))))
    let words = ["SET", key].map { Array($0.utf8) } + [value] + ["PX", milliseconds].map { Array($0.utf8) }
    send(RedisCommand(words, isWrite: true)) { _ in }
  }

  /// What a script returns that changes one key; nil if it did not run, or failed.
  func run(_ script: RedisScript, key: String, _ arguments: [String]) async -> RedisReply? {
    func call(_ command: String, _ script: String) async -> RedisReply? {
      let words = [command, script, "1", key] + arguments
      return await reply(to: RedisCommand(words.map { Array($0.utf8) }, isWrite: true))
    }
    var result = await call("EVALSHA", script.name)
    // Redis forgets scripts when it restarts.
    if result == .error("NOSCRIPT") { result = await call("EVAL", script.source) }
    if case .error = result { return nil }
    return result
  }

  private func reply(to command: RedisCommand) async -> RedisReply? {
    await withCheckedContinuation { waiting in
      send(command) { waiting.resume(returning: $0) }
    }
  }

  private func send(_ command: RedisCommand, then: @escaping @Sendable (RedisReply?) -> Void) {
    guard report.admits(write: command.isWrite) else { return then(nil) }
    let report = report
    pool.next.submit(
      RedisJob(command: command, deadline: .now + timeouts.command) { result in
        report.note(result, write: command.isWrite)
        then(try? result.get())
      })
  }
}

/// Connections that take turns.
private final class RedisPool: Sendable {
  private let connections: [RedisConnection]
  private let turn = Atomic(0)

  init(count: Int, _ connection: () -> RedisConnection) {
    connections = (0..<count).map { _ in connection() }
    for connection in connections { connection.submit(nil) }
  }

  var next: RedisConnection {
    let turn = turn.wrappingAdd(1, ordering: .relaxed).oldValue
    return connections[Int(UInt(bitPattern: turn) % UInt(connections.count))]
  }
}
