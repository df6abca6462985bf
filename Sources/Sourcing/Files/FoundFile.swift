import Glibc

/// Something that a name led to: held by a descriptor that can neither read nor disturb it (`O_PATH`), so that what is
/// checked is what is opened, whatever happens to the name meanwhile.
struct FoundFile: ~Copyable {
  let status: stat
  /// Its real, absolute path.
  let place: [UInt8]
  private let descriptor: CInt

  /// Takes the descriptor over.
  /// - Throws: ``SystemError``.
  init(_ descriptor: CInt) throws(SystemError) {
    var status = stat()
    var place = [UInt8](repeating: 0, count: Int(PATH_MAX))
    var length = -1
    if fstat(descriptor, &status) == 0 {
      length = place.withUnsafeMutableBytes { readlink(Self.link(to: descriptor), $0.cString, $0.count) }
    }
    guard length >= 0 else {
      let error = SystemError.last
      close(descriptor)
      throw error
    }
    place.removeSubrange(length...)
    self.status = status
    self.place = place
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  var isRegular: Bool { status.st_mode & S_IFMT == S_IFREG }
  var isFolder: Bool { status.st_mode & S_IFMT == S_IFDIR }
  var identity: FileIdentity { FileIdentity(status) }

  func mayBeRead(from root: SourceRoot) -> Bool { root.followLinks || root.pathInside(place) != nil }

  /// Opens the very thing that was found.
  /// - Throws: ``SystemError``.
  func open(_ flags: CInt) throws(SystemError) -> CInt {
    let opened = Glibc.open(Self.link(to: descriptor), flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard opened >= 0 else { throw .last }
    return opened
  }

  private static func link(to descriptor: CInt) -> String { "/proc/self/fd/\(descriptor)" }
}

/// What a file is, under whatever name.
struct FileIdentity: Hashable {
  private let device: dev_t
  private let inode: ino_t

  init(_ status: stat) {
    device = status.st_dev
    inode = status.st_ino
  }
}

extension UnsafeRawBufferPointer {
  /// The buffer as C takes names; it must end in NUL.
  var cString: UnsafePointer<CChar> { bindMemory(to: CChar.self).baseAddress! }
}

extension UnsafeMutableRawBufferPointer {
  var cString: UnsafeMutablePointer<CChar> { bindMemory(to: CChar.self).baseAddress! }
}
