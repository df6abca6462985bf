package import Corpus
import Foundation

/// A folder for what was once worked out about files, so that later starts need not do it again.
///
/// Nothing in it is needed: what is missing, stale or damaged is worked out anew, and where nothing can be written nothing
/// is kept.
package struct Preparations: Sendable {
  private let folder: String?

  /// Keeps nothing.
  package static let none = Preparations(folder: nil)

  /// - Parameter folder: made when something is kept.
  package init(folder: String?) { self.folder = folder }

  /// The digest of a file, worked out only if the file may have changed since it was last.
  ///
  /// - Returns: nil if `compute` gives none.
  package func digest(of path: String, _ compute: () -> Digest?) -> Digest? {
    guard let stamp = FileStamp(path) else { return compute() }
    let (name, key) = ("\(Digest(of: path).hex.prefix(16)).digest", Digest(of: "\(stamp)"))
    if let kept = contents(of: name, key: key), let digest = Digest(bytes: kept.bytes) { return digest }
    let digest = compute()
    if let digest, stamp.isSettled, FileStamp(path) == stamp {
      digest.bytes.withUnsafeBytes { keep($0, as: name, key: key) }
    }
    return digest
  }

  /// What was kept under a name, if it is whole and was made for this key.
  func contents(of name: String, key: Digest) -> KeptContents? {
    guard let folder, let file = try? MappedFile(model: "\(folder)/\(name)") else { return nil }
    return KeptContents(file, key: key)
  }

  func keep(_ bytes: UnsafeRawBufferPointer, as name: String, key: Digest) {
    guard let folder else { return }
    let header = key.bytes + Digest(of: bytes).bytes
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? (Data(header) + bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"), options: .atomic)
  }
}

/// A file that begins with the digests of the key it was made for, and of its contents.
struct KeptContents {
  let bytes: UnsafeRawBufferPointer
  /// Owns the bytes.
  private let file: MappedFile

  /// Nil for a file of another key, or a damaged one.
  init?(_ file: MappedFile, key: Digest) {
    guard file.bytes.count >= 64, Digest(bytes: file.bytes[..<32]) == key else { return nil }
    let contents = UnsafeRawBufferPointer(rebasing: file.bytes[64...])
    guard Digest(bytes: file.bytes[32..<64]) == Digest(of: contents) else { return nil }
    (self.file, bytes) = (file, contents)
  }
}
