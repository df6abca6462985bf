import Corpus
import Fixtures
import Foundation
import Glibc

/// A temporary folder with a pipeline and documents, which goes away with the test.
final class Workspace: Sendable {
  private let folder: TemporaryFolder
  var path: String { folder.path }

  init() throws {
    folder = try TemporaryFolder()
    for name in ["documents", "streams", "temporary", "home"] {
      try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
    }
  }

  var quern: Quern { Quern(folder: path) }

  /// Writes a file below the folder, and the folders it is in.
  func write(_ file: String, _ content: String) throws { try folder.write(content, to: file) }

  func write(_ file: String, _ content: Data) throws { try folder.write(content, to: file) }

  func write(_ pipeline: Pipeline) throws { try write("pipeline.yaml", pipeline.yaml) }

  func read(_ file: String) throws -> String { try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8) }

  func remove(_ file: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(file)") }

  func move(_ file: String, to other: String) throws {
    try FileManager.default.moveItem(atPath: "\(path)/\(file)", toPath: "\(path)/\(other)")
  }

  /// Programs that work in the folder, however they were started: children of `quern` stay where it was started.
  func inhabitants() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }.compactMap { process in
      // Those that are gone by now, and those that ended, work nowhere.
      let home = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd")
      guard let home, home == path || home.hasPrefix(path + "/") else { return nil }
      let name = try? String(contentsOfFile: "/proc/\(process)/comm", encoding: .utf8)
      return "\(process) \(name ?? "")"
    }
  }

  /// Whoever is still there after a moment of grace, in which the kernel ends the children of a killed parent.
  func survivors() async throws -> [String] {
    let end = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < end {
      if try inhabitants().isEmpty { return [] }
      try await Task.sleep(for: .milliseconds(50))
    }
    return try inhabitants()
  }
}
