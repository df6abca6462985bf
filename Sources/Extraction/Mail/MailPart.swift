/// A part of a message: its header, and where its body stands.
struct MailPart {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  let header: MailHeader
  let body: Bytes

  init(_ bytes: Bytes) {
    header = MailHeader(bytes)
    body = Bytes(rebasing: bytes[header.bodyStart...])
  }

  /// In lower case; what says nothing is plain text.
  var mediaType: String {
    guard let type = header.parameterised("content-type")?.value, type.contains("/") else { return "text/plain" }
    return type
  }

  /// The encoding that the part declares for its text.
  var encoding: TextEncoding? { header.parameterised("content-type")?["charset"].flatMap { TextEncoding(label: $0) } }

  /// The name it would be saved under, without folders.
  var fileName: String? {
    let name = header.parameterised("content-disposition")?["filename"] ?? header.parameterised("content-type")?["name"]
    guard let last = name?.onOneLine.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last, !last.isEmpty else {
      return nil
    }
    return String(last)
  }

  /// Whether it is sent along rather than shown.
  var isAttachment: Bool {
    let disposition = header.parameterised("content-disposition")?.value
    return disposition == "attachment" || (fileName != nil && disposition != "inline")
      || !(mediaType == "text/plain" || mediaType == "text/html")
  }

  /// Its bytes without their transfer encoding.
  func decodedBody() -> [UInt8] {
    TransferEncoding(header.parameterised("content-transfer-encoding")?.value).decode(body)
  }

  /// The parts of a multipart one, in their order; empty for any other.
  /// - Parameter limit: parts beyond which no more are looked for.
  func parts(upTo limit: Int) -> [MailPart] {
    guard mediaType.hasPrefix("multipart/"), let boundary = header.parameterised("content-type")?["boundary"],
      !boundary.isEmpty
    else { return [] }
    let mark = Array("--\(boundary)".utf8)
    var parts: [MailPart] = []
    var partStart: Int?
    var line = 0
    while line < body.count, parts.count < limit {
      let end = body[line...].firstIndex(of: 0x0A) ?? body.count
      if body[line..<end].starts(with: mark) {
        if let partStart { parts.append(MailPart(Self.withoutLastLineEnd(body[partStart..<line]))) }
        let isLast = body[line..<end].dropFirst(mark.count).starts(with: "--".utf8)
        partStart = isLast ? nil : min(end + 1, body.count)
        if isLast { return parts }
      }
      line = end + 1
    }
    // The last boundary is missing: the message was cut off.
    if let partStart { parts.append(MailPart(Bytes(rebasing: body[partStart...]))) }
    return parts
  }

  /// The line end before a boundary belongs to the boundary.
  private static func withoutLastLineEnd(_ bytes: Slice<Bytes>) -> Bytes {
    var bytes = bytes
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    return Bytes(rebasing: bytes)
  }
}
