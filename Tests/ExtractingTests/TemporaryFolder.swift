import Foundation

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "quern-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path(percentEncoded: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and opens it for reading.
  func file(_ content: String) throws -> FileHandle {
    try content.write(toFile: "\(path)/a.txt", atomically: false, encoding: .utf8)
    return FileHandle(forReadingAtPath: "\(path)/a.txt")!
  }
}
