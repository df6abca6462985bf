import Glibc

/// The names in a folder, written as in URIs and in their order; folders, and links to folders, end in a slash.
///
/// All names are in one block of memory: a folder may hold millions.
struct FolderNames {
  private var bytes: [UInt8] = []
  private var spans: [Range<Int>] = []
  private var taken = 0

  /// - Parameter folder: a descriptor of the folder, which this takes over.
  /// - Throws: ``SystemError``.
  init(reading folder: CInt) throws(SystemError) {
    guard let stream = fdopendir(folder) else {
      let error = SystemError.last
      close(folder)
      throw error
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      withUnsafeBytes(of: &entry.pointee.d_name) { name in
        add(Array(name.prefix { $0 != 0 }), kind: CInt(entry.pointee.d_type), in: folder)
      }
    }
    if errno != 0 { throw .last }
    bytes.withUnsafeBytes { bytes in
      spans.sort { first, second in
        let order = memcmp(
          bytes.baseAddress! + first.lowerBound, bytes.baseAddress! + second.lowerBound,
          min(first.count, second.count))
        return order == 0 ? first.count < second.count : order < 0
      }
    }
  }

  /// The next name, as it stands in URIs.
  mutating func next() -> ArraySlice<UInt8>? {
    guard taken < spans.count else { return nil }
    defer { taken += 1 }
    return bytes[spans[taken]]
  }

  private mutating func add(_ name: [UInt8], kind: CInt, in folder: CInt) {
    if name == [.dot] || name == [.dot, .dot] { return }
    let start = bytes.count
    SourceURI.append(name: name, isFolder: Self.isFolder(name, kind, in: folder), to: &bytes)
    spans.append(start..<bytes.count)
  }

  private static func isFolder(_ name: [UInt8], _ kind: CInt, in folder: CInt) -> Bool {
    switch kind {
    case CInt(DT_DIR): return true
    case CInt(DT_LNK), CInt(DT_UNKNOWN):
      var status = stat()
      let found = (name + [0]).withUnsafeBytes { fstatat(folder, $0.cString, &status, 0) }
      return found == 0 && status.st_mode & S_IFMT == S_IFDIR
    default: return false
    }
  }
}
