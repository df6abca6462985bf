import Foundation

/// A folder that goes with the test.
final class Folder: Sendable {
  let path: String

  init() throws {
    // Short: the path of a unix socket has 107 bytes at the most.
    path = NSTemporaryDirectory() + "quern-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
    return "\(path)/\(name)"
  }
}
