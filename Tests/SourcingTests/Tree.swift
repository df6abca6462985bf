import Corpus
import Foundation
import Sourcing

/// A folder of files that goes away with the test.
final class Tree: Sendable {
  private let folder: TemporaryFolder

  /// Without links, as the kernel sees it.
  var path: String { folder.path }

  init(_ files: String...) throws {
    folder = try TemporaryFolder()
    for file in files { try add(file) }
  }

  /// Writes a file that holds its own name, and the folders it is in; a closing slash makes a folder.
  func add(_ file: String) throws {
    let isFolder = file.hasSuffix("/")
    let folder = isFolder ? file : file.split(separator: "/").dropLast().joined(separator: "/")
    try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: true)
    if !isFolder { try file.write(toFile: "\(path)/\(file)", atomically: false, encoding: .utf8) }
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
  }

  func source(
    _ below: String = "", include: [String] = [], exclude: [String] = [], followLinks: Bool = false
  ) throws -> FileSource {
    try FileSource(path: path + below, include: include, exclude: exclude, followLinks: followLinks)
  }
}

extension FileSource {
  /// `uri`, `uri: reason`, or `uri: code`.
  func list() throws -> [String] {
    try entries().map { entry in
      switch entry {
      case .file(let object): object.uri
      case .skipped(let uri, let reason): "\(uri): \(reason)"
      case .unreadable(let uri, let failure): "\(uri): \(failure.code)"
      }
    }
  }
}
