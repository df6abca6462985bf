enum Version {
  /// Shown to people and kept in run records; never part of a fingerprint.
  static let current = "0.1.0"
}
