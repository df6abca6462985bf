import Foundation
import Guarding
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A real Redis of a test's own, on a unix socket in a temporary folder.
final class RedisServer: @unchecked Sendable {
  // Safety: `process` is used by the test that owns the server, one call after the other.
  static let path = ["/usr/bin/redis-server", "/usr/local/bin/redis-server"]
    .first(where: FileManager.default.isExecutableFile(atPath:))

  private let folder: Folder
  private let arguments: [String]
  private var process = Process()

  var url: String { "unix://\(folder.path)/redis.sock" }
  var address: RedisAddress { get throws { try RedisAddress(url) } }

  /// Starts it and waits until it listens.
  init(_ arguments: String...) async throws {
    folder = try Folder()
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
    try await eventually { FileManager.default.fileExists(atPath: "\(self.folder.path)/redis.sock") }
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

  /// What `redis-cli` says.
  @discardableResult
  func cli(_ arguments: String..., password: String? = nil) throws -> String {
    let cli = Process()
    cli.executableURL = URL(fileURLWithPath: try #require(Self.path).replacing("redis-server", with: "redis-cli"))
    cli.arguments =
      ["-s", "\(folder.path)/redis.sock"] + (password.map { ["-a", $0, "--no-auth-warning"] } ?? []) + arguments
    let pipe = Pipe()
    cli.standardOutput = pipe
    try cli.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    cli.waitUntilExit()
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Waits until something is so, 10 seconds at the most; fails the test if it never is.
func eventually(
  _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
  for _ in 0..<1_000 {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record(comment ?? "it never came to that", sourceLocation: sourceLocation)
}
