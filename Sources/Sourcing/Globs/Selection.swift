import Corpus

/// Which paths below a root are wanted.
///
/// A file is wanted when one of the inclusions matches it (or there are none) and no exclusion matches it or a folder
/// it is in. `.git` and `.quern` never are.
struct Selection: Sendable {
  private static let neverListed: [[UInt8]] = [Array(".git".utf8), Array(".quern".utf8)]

  private let include: [Glob]
  private let exclude: [Glob]

  init(include: [String], exclude: [String]) throws(Failure) {
    self.include = try include.map { pattern throws(Failure) in try Glob(pattern) }
    self.exclude = try exclude.map { pattern throws(Failure) in try Glob(pattern) }
  }

  /// Whether a name is that of a folder that programs keep for themselves, or of the file that stands for one.
  static func neverLists(_ name: some Sequence<UInt8>) -> Bool {
    neverListed.contains { $0.elementsEqual(name) }
  }

  /// Whether a file is wanted; the folders it is in have been looked at before.
  func selects(file path: [UInt8]) -> Bool {
    if include.isEmpty, exclude.isEmpty { return true }
    let path = PathCharacters(path)
    return (include.isEmpty || include.contains { $0.matches(path) }) && !exclude.contains { $0.matches(path) }
  }

  /// Whether nothing below a folder is wanted; the folders it is in have been looked at before.
  func prunes(folder path: [UInt8]) -> Bool {
    if exclude.isEmpty { return false }
    let path = PathCharacters(path)
    let folder = path.asFolder
    return exclude.contains { $0.matches(path) || $0.matches(folder) }
  }

  /// Whether a walk from the root would come by a file and list it.
  func lists(file path: [UInt8]) -> Bool {
    !path.split(separator: .slash).contains(where: Self.neverLists) && selects(file: path)
      && !path.indices.contains { path[$0] == .slash && prunes(folder: Array(path[..<$0])) }
  }

  /// Whether a walk from the root would list everything below a folder.
  func listsAll(below path: [UInt8]) -> Bool {
    include.isEmpty && lists(file: path + [.slash])
  }
}
