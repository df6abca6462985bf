package import Corpus

/// The files below a folder, or a single file.
///
/// Nothing but regular files is ever opened. Links that lead out of the root are followed only when asked; links inside
/// it are other names of what is listed anyway, and are followed only where it is not.
package struct FileSource: Sendable {
  let root: SourceRoot
  let selection: Selection

  /// - Parameter path: a folder or a file; links to either are followed.
  /// - Parameter include: patterns (see ``Glob``) of which a file must match one; none means everything.
  /// - Parameter exclude: patterns that a file, and the folders it is in, must not match.
  /// - Parameter followLinks: whether links out of the root are followed.
  /// - Throws: ``Corpus/Failure`` `source.glob` for a bad pattern; `source.missing` or `source.unreadable`, which stop
  ///   a run, when the root is not there (as when its disk is not mounted) or is neither folder nor file.
  package init(path: String, include: [String] = [], exclude: [String] = [], followLinks: Bool = false) throws(Failure)
  {
    selection = try Selection(include: include, exclude: exclude)
    root = try SourceRoot(path: path, followLinks: followLinks)
  }

  /// Lists the source, in the order of the URIs' bytes.
  ///
  /// The same files give the same list. Memory is that of the names in the folders from the root to the current one;
  /// one descriptor is open.
  /// - Throws: ``Corpus/Failure`` `source.unreadable`, which stops a run, when the root cannot be read.
  package func entries() throws(Failure) -> FileListing { try FileListing(of: self) }

  /// Opens a file that a listing named.
  /// - Throws: ``Corpus/Failure`` `source.gone`, `source.unreadable` (quarantine), or `source.changed` (retry) when the
  ///   name now belongs to something else.
  package func open(_ uri: String) throws(Failure) -> OpenedObject {
    guard let path = root.path(of: uri) else { throw .gone(uri) }
    let found: FoundFile
    do {
      found = try root.find(path)
    } catch {
      throw [.noEntry, .noFolder].contains(error) ? .gone(uri) : .unreadable(uri, error)
    }
    guard found.isRegular, found.mayBeRead(from: root) else { throw .changed(uri) }
    return try OpenedObject(found, uri: uri)
  }
}
