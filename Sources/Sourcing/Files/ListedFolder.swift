import Glibc

/// A folder on the way from the root to what is being listed, with the names that are still to come.
struct ListedFolder {
  let identity: FileIdentity
  var names: FolderNames
  /// Below the root, with a closing slash unless it is the root.
  private let path: [UInt8]
  private let uri: [UInt8]
  /// For a folder reached through a link, where it really is below the root, if it is there.
  private let alias: [UInt8]?

  /// - Throws: ``SystemError``.
  init(_ found: borrowing FoundFile, path: [UInt8], uri: [UInt8], alias: [UInt8]?) throws(SystemError) {
    identity = found.identity
    names = try FolderNames(reading: found.open(O_RDONLY | O_DIRECTORY))
    self.path = path
    self.uri = uri
    self.alias = alias
  }

  /// - Parameter encoded: a name as it stands in URIs.
  func place(of encoded: ArraySlice<UInt8>) -> ListedPlace {
    let isFolder = encoded.last == .slash
    let name = [UInt8](unescaping: isFolder ? encoded.dropLast() : encoded) ?? []
    return ListedPlace(
      name: name, path: path + name, uri: String(decoding: uri + encoded, as: UTF8.self), isFolder: isFolder,
      alias: alias.map { $0 + name })
  }
}

/// A name in a listed folder, under all the forms that are needed of it.
struct ListedPlace {
  var name: [UInt8]
  /// Below the root.
  var path: [UInt8]
  var uri: String
  var isFolder: Bool
  /// Where it really is below the root, when a link has led here.
  var alias: [UInt8]?

  func leading(to alias: [UInt8]?) -> ListedPlace {
    var place = self
    place.alias = alias
    return place
  }

  func otherName(of path: [UInt8]) -> SourceEntry {
    .skipped(
      uri: uri, reason: "another name of \(path.isEmpty ? "the source" : SourceURI.uri(of: path)), which is listed")
  }
}
