import Corpus

/// Gives the rows of one file their URIs and passes them on, each with an outcome of its own.
struct RowSink {
  let uri: String
  let mediaType: String
  let session: ExtractionSession
  /// Hashes of the identities so far: a few bytes a row. Two of ten million rows collide with odds of one in 400,000.
  private var seen: Set<Int> = []

  init(_ content: Content, mediaType: String, session: ExtractionSession) {
    uri = content.uri
    self.mediaType = mediaType
    self.session = session
  }

  /// Emits a row as `file#id`, or `file#number` if it has no identity; refuses one that has no text or too much of it,
  /// or whose identity was there before.
  /// - Parameter number: from 1.
  mutating func emit(_ row: Row, number: Int) throws {
    let id = row.id ?? String(number)
    guard id.utf8.count <= 1024 else {
      return try refuse(number, "row.longID", "has an identity of \(id.utf8.count) bytes", remedy: "map extract.fields.id to a shorter one")
    }
    guard seen.insert(id.hashValue).inserted else {
      return try refuse(
        number, "row.duplicate", "has the identity of an earlier row", remedy: "make identities unique, or map extract.fields.id")
    }
    do {
      try session.emit(row.document(uri: "\(uri)#\(id)", mediaType: mediaType))
    } catch let failure as Failure where failure.verdict == .quarantine {
      try session.emit(.refused(uri: failure.subject, failure))
    }
  }

  func refuse(_ number: Int, _ code: String, _ problem: String, remedy: String) throws {
    let subject = "\(uri)#row \(number)"
    try session.emit(.refused(uri: subject, Failure(code, subject, problem, remedy: remedy)))
  }

  func refuseTooLong(_ number: Int) throws {
    try refuse(
      number, "row.tooLong", "is longer than \(session.options.maxRowBytes >> 20) MiB",
      remedy: "split it, or keep large texts in files of their own")
  }

  func refuse(_ number: Int, _ fault: JSONReader.Fault) throws {
    let problem =
      switch fault {
      case .malformed: "is not valid JSON"
      case .cutOff: "ends in the middle of a JSON value"
      case .tooDeep: "is nested too deeply"
      }
    try refuse(number, "json.malformed", problem, remedy: "correct or remove the row")
  }
}
