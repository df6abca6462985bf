import Corpus
import Foundation
import Testing

/// A server of a test's own, to stop, starve and fill.
struct OwnServer: Sendable {
  let folder: String

  /// Starts a server for the body, and removes it afterwards.
  static func run(_ options: [String] = [], _ body: (OwnServer, _ url: String) async throws -> Void) async throws {
    // Below /tmp, where nobody, who runs the server for root, can get.
    let place = try TemporaryFolder()
    let server = OwnServer(folder: place.path)
    defer {
      try? server.stop("immediate")
      place.remove()
    }
    try await body(server, try server.start(options))
  }

  /// - Returns: the server's URL.
  @discardableResult
  func start(_ options: [String] = []) throws -> String {
    try Self.script(["start", folder] + options)
    return try String(contentsOfFile: folder + "/url", encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func stop(_ mode: String = "fast") throws { try Self.script(["stop", folder, mode]) }

  /// What a crash of every process of the server looks like, and its recovery.
  func restart() throws {
    try stop("immediate")
    try start()
  }

  /// Whether the server's programs are there, or can be fetched.
  static let isAvailable = TestServer.url != nil && (try? script(["bin"])) != nil

  private static func script(_ arguments: [String]) throws {
    let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: root + "/scripts/postgres")
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "scripts/postgres \(arguments) failed")
  }
}

extension Trait where Self == ConditionTrait {
  static var ownServer: Self {
    .enabled(if: OwnServer.isAvailable, "no PostgreSQL to start (scripts/test fetches one)")
  }
}
