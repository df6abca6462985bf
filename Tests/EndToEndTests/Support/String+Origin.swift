extension String {
  /// Whether a URI names this file, or a member or row of it.
  func comes(from file: String) -> Bool { self == file || hasPrefix(file + "!/") || hasPrefix(file + "#") }
}
