extension Migration {
  /// The catalogue's first tables.
  static let first = Migration(1, "catalogue", "")
}
