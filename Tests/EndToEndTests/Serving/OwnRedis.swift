import Foundation
import Glibc
import Instruments
import Synchronization
import Testing

/// A Redis of a test's own, on a socket in a temporary folder.
final class OwnRedis: Sendable {
  static let isPossible = Program("redis-server") != nil

  let url: String
  private let place: Workspace
  private let program = Mutex<RunningProgram?>(nil)

  init() async throws {
    place = try Workspace()
    url = "unix://\(place.path)/redis.sock"
    try await start()
  }

  /// Starts it, and waits until it listens.
  func start() async throws {
    try? FileManager.default.removeItem(atPath: "\(place.path)/redis.sock")
    var quern = place.quern
    quern.takesTurn = false
    let started = try await quern.start(
      script: "exec redis-server --port 0 --unixsocket \(place.path)/redis.sock --save '' --appendonly no")
    program.withLock { $0 = started }
    while !FileManager.default.fileExists(atPath: "\(place.path)/redis.sock") {
      try #require(started.isRunning)
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  func send(_ signal: Int32) { program.withLock { $0?.send(signal) } }

  func flush() async throws {
    #expect(try await place.quern.shell("redis-cli -s \(place.path)/redis.sock flushall").out == "OK\n")
  }

}
