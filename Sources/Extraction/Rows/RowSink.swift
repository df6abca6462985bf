import Corpus

/// Gives the rows of one file their URIs and passes them on, each with an outcome of its own.
struct RowSink {
  let uri: String
  let mediaType: String
  let session: ExtractionSession
  /// Hashes of the identities so far: a few bytes a row. Two of ten million rows collide with odds of one in 400,000.
  private var seen: Set<Int> = []
  private var emitted = 0
  private var refused = 0
  /// After so many rows without a good one, the file is not what it seemed.
  private static let patience = 1000

  init(_ content: Content, mediaType: String, session: ExtractionSession) {
    uri = content.uri
    self.mediaType = mediaType
    self.session = session
  }

  /// Emits a row as `file#id`, or `file#number` if it has no identity; refuses one that has no text or too much of it,
  /// or whose identity was there before.
  /// - Parameter number: from 1.
  /// - Throws: see ``refuse(_:_:_:remedy:)``.
  mutating func emit(_ row: Row, number: Int) throws {
    let id = row.id ?? String(number)
    guard id.utf8.count <= 1024 else {
      return try refuse(
        number, "row.longID", "has an identity of \(id.utf8.count) bytes",
        remedy: "map extract.fields.id to a shorter one")
    }
    guard seen.insert(id.hashValue).inserted else {
      return try refuse(
        number, "row.duplicate", "has the identity of an earlier row",
        remedy: "make identities unique, or map extract.fields.id")
    }
    do {
      try session.emit(row.document(uri: "\(uri)#\(id)", mediaType: mediaType))
      emitted += 1
    } catch let failure as Failure where failure.verdict == .quarantine {
      try refuse(failure)
    }
  }

  /// - Throws: ``Failure`` `rows.unreadable` when no row was any good so far and many were not.
  mutating func refuse(_ number: Int, _ code: String, _ problem: String, remedy: String) throws {
    try refuse(Failure(code, "\(uri)#row \(number)", problem, remedy: remedy))
  }

  private mutating func refuse(_ failure: Failure) throws {
    try session.emit(.refused(uri: failure.subject, failure))
    refused += 1
    guard emitted == 0, refused >= Self.patience else { return }
    throw Failure(
      "rows.unreadable", uri, "has \(refused) rows at its beginning of which none can be read",
      remedy: "see the reasons of these rows, or exclude it")
  }

  /// - Throws: ``Failure`` `document.empty` for a file without rows.
  func finish() throws {
    if emitted + refused == 0 { throw Failure.empty(uri) }
  }

  mutating func refuseTooLong(_ number: Int) throws {
    try refuse(
      number, "row.tooLong", "is longer than \(session.options.maxRowBytes >> 20) MiB",
      remedy: "split it, or keep large texts in files of their own")
  }

  mutating func refuse(_ number: Int, _ fault: JSONReader.Fault) throws {
    let problem =
      switch fault {
      case .malformed: "is not valid JSON"
      case .cutOff: "ends in the middle of a JSON value"
      case .tooDeep: "is nested too deeply"
      }
    try refuse(number, "json.malformed", problem, remedy: "correct or remove the row")
  }
}
