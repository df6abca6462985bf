import Corpus
import Fixtures
import Foundation
import Glibc
import Guarding
import Testing

/// A real Redis of a test's own, on a unix socket in a temporary folder.
final class RedisServer: @unchecked Sendable {
  // Safety: `process` is used by the test that owns the server, one call after the other.
  static let path = ["/usr/bin/redis-server", "/usr/local/bin/redis-server"]
    .first(where: FileManager.default.isExecutableFile(atPath:))

  private let folder: TemporaryFolder
  private let arguments: [String]
  private var process = Process()

  var url: String { "unix://\(folder.path)/redis.sock" }
  var address: RedisAddress { get throws { try RedisAddress(url) } }

  /// Starts it and waits until it answers.
  init(_ arguments: String...) async throws {
    folder = try TemporaryFolder()
    self.arguments = arguments
    try await start()
  }

  deinit { kill(SIGKILL) }

  func start() async throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.path))
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.arguments =
      ["--port", "0", "--unixsocket", "\(folder.path)/redis.sock", "--save", "", "--appendonly", "no"] + arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // Its socket is there a moment before it listens.
    try await until { try await !self.cli("PING").isEmpty }
  }

  /// SIGSTOP makes it as slow as can be, SIGCONT wakes it up, SIGKILL ends it.
  func kill(_ signal: Int32) {
    guard process.isRunning else { return }
    Glibc.kill(process.processIdentifier, signal)
    if signal == SIGKILL {
      // A stopped process dies all the same; only then may a new one take its socket.
      process.waitUntilExit()
      try? FileManager.default.removeItem(atPath: "\(folder.path)/redis.sock")
    }
  }

  /// What `redis-cli` says. Waits on a thread of its own: those of the pool are few.
  @discardableResult
  func cli(_ arguments: String..., password: String? = nil) async throws -> String {
    let path = try #require(Self.path).replacing("redis-server", with: "redis-cli")
    let secret = password.map { ["-a", $0, "--no-auth-warning"] } ?? []
    let all = ["-s", "\(folder.path)/redis.sock"] + secret + arguments
    return try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(
          with: Result {
            let cli = Process()
            cli.executableURL = URL(fileURLWithPath: path)
            cli.arguments = all
            let pipe = Pipe()
            cli.standardOutput = pipe
            try cli.run()
            let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
            cli.waitUntilExit()
            return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
          })
      }
    }
  }
}
