/// Takes rows out with all that hangs on them, as foreign keys would if they were worth their price; see
/// ``Migration/first``.
///
/// Each step locks what it is about to delete before it looks for what hangs on it, so that nobody adds to it
/// meanwhile: a later statement sees what others committed before they let go.
enum Removal {
  /// - Parameter objects: locked for update.
  static func remove(objects: [Int64], _ db: Database) throws {
    guard !objects.isEmpty else { return }
    let documents: [Int64] = try db.rows(
      "SELECT id FROM document WHERE object = ANY ($1) ORDER BY id FOR UPDATE", [objects]
    ).map { try $0[0] }
    try remove(documents: documents, isLocked: true, db)
    try db.execute("DELETE FROM extraction WHERE object = ANY ($1)", [objects])
    try db.execute("DELETE FROM quarantine WHERE object = ANY ($1)", [objects])
    try db.execute("DELETE FROM object WHERE id = ANY ($1)", [objects])
  }

  static func remove(documents: [Int64], isLocked: Bool = false, _ db: Database) throws {
    guard !documents.isEmpty else { return }
    if !isLocked { try db.execute("SELECT 1 FROM document WHERE id = ANY ($1) ORDER BY id FOR UPDATE", [documents]) }
    for table in ["chunk", "chunking", "quarantine"] {
      try db.execute("DELETE FROM \(table) WHERE document = ANY ($1)", [documents])
    }
    try db.execute("DELETE FROM document WHERE id = ANY ($1)", [documents])
  }
}
