import Corpus
import Glibc

/// A walk through a source: folder by folder, each in the order of its names.
package final class FileListing: IteratorProtocol, Sequence {
  private let root: SourceRoot
  private let selection: Selection
  /// From the root to the folder that is being listed.
  private var folders: [ListedFolder] = []
  /// Folders that links have led to: many links to each other must not multiply what they lead to.
  private var linkedFolders: Set<FileIdentity> = []
  private var onlyFile: SourceEntry?

  init(of source: FileSource) throws(Failure) {
    root = source.root
    selection = source.selection
    if let name = root.onlyFile?.given {
      onlyFile = .file(try source.open(SourceURI.uri(of: name)).object)
      return
    }
    do {
      folders = [try ListedFolder(root.find([]), path: [], uri: [], alias: nil)]
    } catch {
      throw .rootUnreadable(root.given, error)
    }
  }

  package func next() -> SourceEntry? {
    if let only = onlyFile.take() { return only }
    while !folders.isEmpty {
      guard let name = folders[folders.count - 1].names.next() else {
        folders.removeLast()
        continue
      }
      if let entry = look(at: folders[folders.count - 1].place(of: name)) { return entry }
    }
    return nil
  }

  /// - Returns: nil for what is not wanted, and for folders, which are entered.
  private func look(at place: ListedPlace) -> SourceEntry? {
    if Selection.neverLists(place.name) { return nil }
    guard place.isFolder ? !selection.prunes(folder: place.path) : selection.selects(file: place.path) else {
      return nil
    }
    do {
      let status = try root.status(place.path)
      switch status.st_mode & S_IFMT {
      case S_IFREG where !place.isFolder:
        if let alias = place.alias, selection.lists(file: alias) { return place.otherName(of: alias) }
        return .file(SourceObject(uri: place.uri, status))
      case S_IFDIR: return try enter(root.find(place.path), place, throughLink: false)
      case S_IFLNK: return try follow(place)
      default: return .skipped(uri: place.uri, reason: status.kind)
      }
    } catch  where error == .noEntry {
      // Deleted since its folder was read.
      return nil
    } catch {
      return .unreadable(uri: place.uri, .unreadable(place.uri, error))
    }
  }

  private func follow(_ place: ListedPlace) throws(SystemError) -> SourceEntry? {
    let found: FoundFile
    do {
      found = try root.find(place.path)
    } catch  where error == .noEntry {
      return .skipped(uri: place.uri, reason: "a link to nothing")
    } catch  where error == .linkLoop {
      return .skipped(uri: place.uri, reason: "a link that leads back to itself")
    }
    guard found.mayBeRead(from: root) else { return .skipped(uri: place.uri, reason: "a link that leaves the source") }
    let inside = root.pathInside(found.place)
    if found.isFolder {
      if let inside, selection.listsAll(below: inside) { return place.otherName(of: inside) }
      return try enter(found, place.leading(to: inside), throughLink: true)
    }
    guard found.isRegular else { return .skipped(uri: place.uri, reason: "a link to \(found.status.kind)") }
    if let inside, selection.lists(file: inside) { return place.otherName(of: inside) }
    return .file(SourceObject(uri: place.uri, found.status))
  }

  private func enter(
    _ found: consuming FoundFile, _ place: ListedPlace, throughLink: Bool
  ) throws(SystemError) -> SourceEntry? {
    let identity = found.identity
    if folders.contains(where: { $0.identity == identity }) {
      return .skipped(uri: place.uri, reason: "leads back to a folder that it is in")
    }
    if throughLink, !linkedFolders.insert(identity).inserted {
      return .skipped(uri: place.uri, reason: "a link to a folder that another link has led to")
    }
    // Replaced by a link since it was looked at.
    guard found.mayBeRead(from: root) else { return .unreadable(uri: place.uri, .changed(place.uri)) }
    folders.append(
      try ListedFolder(
        found, path: place.path + [.slash], uri: Array(place.uri.utf8), alias: place.alias.map { $0 + [.slash] }))
    return nil
  }
}

extension stat {
  /// What it is, if it is no file.
  fileprivate var kind: String {
    switch st_mode & S_IFMT {
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "no file"
    }
  }
}
