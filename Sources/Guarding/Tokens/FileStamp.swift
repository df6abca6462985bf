import Foundation

/// What tells one state of a file from the next.
struct FileStamp: Equatable {
  private let file: UInt?
  private let size: UInt64?
  private let modified: Date?

  /// Nil if there is no such file.
  init?(_ path: String) {
    // Kubernetes replaces a mounted file by pointing a link elsewhere.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else { return nil }
    file = attributes[.systemFileNumber] as? UInt
    size = attributes[.size] as? UInt64
    modified = attributes[.modificationDate] as? Date
  }
}
