import Glibc

extension TemporaryFolder {
  /// Removes it now, whatever its files are called and however deep they lie; what cannot be removed stays.
  package func remove() {
    Self.empty(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    rmdir(path)
  }

  /// Removes what is in an open folder, links themselves and not what they lead to, and closes it.
  private static func empty(_ folder: CInt) {
    guard folder >= 0, let stream = fdopendir(folder) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        guard let name = bytes.bindMemory(to: CChar.self).baseAddress else { return }
        guard strcmp(name, ".") != 0, strcmp(name, "..") != 0, unlinkat(folder, name, 0) != 0 else { return }
        empty(openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
        unlinkat(folder, name, AT_REMOVEDIR)
      }
    }
  }
}
