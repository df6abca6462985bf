import Corpus

/// Reads an e-mail message: what was written as one document, every attachment as a member `mail.eml!/name`. Of a
/// mailbox, every message is a document `mail.mbox#number`.
struct MailFormat: Format {
  /// Parts inside parts; real messages have three or four.
  private static let maxNesting = 16
  private static let maxParts = 10_000

  func extract(_ content: Content, in session: ExtractionSession) throws {
    let bytes = content.bytes.bindMemory(to: UInt8.self)
    guard var mailbox = Mailbox(bytes) else { return try extractMessage(content, in: session) }
    var number = 0
    while let message = mailbox.next() {
      number += 1
      let uri = "\(content.uri)#\(number)"
      do {
        try extractMessage(Content(uri: uri, bytes: UnsafeRawBufferPointer(message), depth: content.depth), in: session)
      } catch let failure as Failure where failure.verdict == .quarantine {
        try session.emit(.refused(uri: uri, failure))
      }
    }
  }

  private func extractMessage(_ content: Content, in session: ExtractionSession) throws {
    let message = MailPart(content.bytes.bindMemory(to: UInt8.self))
    var reading = Reading(uri: content.uri, maxTextBytes: session.options.maxTextBytes)
    try reading.read(message, nesting: 0)
    let hasAttachments = !reading.attachments.isEmpty
    do {
      try session.emit(document(of: message.header, reading))
    } catch let failure as Failure where failure.code == "document.empty" && hasAttachments {
      try session.emit(.skipped(uri: content.uri, reason: "message/rfc822: no text besides its attachments"))
    }
    try extract(reading.attachments, of: content, in: session)
  }

  private func document(of header: MailHeader, _ reading: Reading) -> Document {
    var document = Document(uri: reading.uri, title: header.text("subject"), mediaType: "message/rfc822", text: "")
    for piece in reading.pieces {
      if !document.text.isEmpty { document.text += "\n\n" }
      let shift = document.text.utf8.count
      document.text += piece.text
      document.headings += piece.headings.map { Heading(offset: $0.offset + shift, level: $0.level, title: $0.title) }
      document.links += piece.links
    }
    if document.text.isEmpty, let title = document.title { document.text = title }
    for name in ["from", "to", "cc"] { document.metadata[name] = header.text(name).map(MetadataValue.string) }
    document.metadata["date"] = header.text("date").flatMap(MailDate.iso8601).map(MetadataValue.string)
    return document
  }

  private func extract(_ attachments: [Attachment], of content: Content, in session: ExtractionSession) throws {
    var names: [String: Int] = [:]
    for (index, attachment) in attachments.enumerated() {
      let name = attachment.part.fileName ?? "part-\(index + 1)"
      names[name, default: 0] += 1
      let count = names[name, default: 1]
      let uri = "\(content.uri)!/\(name)\(count > 1 ? "#\(count)" : "")"
      guard content.depth < session.options.maxDepth else {
        throw Failure(
          "archive.tooDeep", uri, "is nested more than \(session.options.maxDepth) levels deep",
          remedy: "unpack it yourself and index the folder, or exclude it")
      }
      try session.entered(uri)
      let bytes = attachment.part.decodedBody()
      try session.unpacked(bytes.count, of: uri)
      try bytes.withUnsafeBytes {
        try Extractor().extract(Content(uri: uri, bytes: $0, depth: content.depth + 1), in: session)
      }
    }
  }

  private struct Attachment {
    let part: MailPart
  }

  /// What was found in a message: pieces of its text in their order, and what is attached.
  private struct Reading {
    let uri: String
    let maxTextBytes: Int
    var pieces: [Document] = []
    var attachments: [Attachment] = []

    mutating func read(_ part: MailPart, nesting: Int) throws {
      guard nesting <= maxNesting else {
        throw Failure("mail.tooDeep", uri, "holds parts nested more than \(maxNesting) deep", remedy: "exclude it")
      }
      let parts = part.parts(upTo: maxParts)
      guard parts.count < maxParts else {
        throw Failure("mail.tooManyParts", uri, "holds more than \(maxParts) parts", remedy: "exclude it")
      }
      if part.mediaType == "multipart/alternative" {
        try readAlternative(parts, nesting: nesting)
      } else if part.mediaType.hasPrefix("multipart/") {
        for part in parts { try read(part, nesting: nesting + 1) }
      } else if part.isAttachment {
        attachments.append(Attachment(part: part))
      } else {
        pieces.append(try piece(part))
      }
    }

    /// Of several forms of the same, the plain one unless it is empty, as newsletters' often are.
    private mutating func readAlternative(_ parts: [MailPart], nesting: Int) throws {
      for part in parts where part.mediaType == "text/plain" && !part.isAttachment {
        let plain = try piece(part)
        if plain.text.utf8.contains(where: { $0 > 0x20 }) { return pieces.append(plain) }
      }
      for part in parts where part.mediaType != "text/plain" { try read(part, nesting: nesting + 1) }
    }

    private func piece(_ part: MailPart) throws -> Document {
      let bytes = part.decodedBody()
      return try bytes.withUnsafeBytes { bytes in
        if part.mediaType == "text/html" {
          return try HTMLFormat().document(from: bytes, uri: uri, encoding: part.encoding, maxTextBytes: maxTextBytes)
        }
        let encoding = part.encoding ?? EncodingGuess.encoding(of: bytes)
        let utf8 = try TextDecoder(encoding, subject: uri).decode(bytes)
        return Document(uri: uri, mediaType: part.mediaType, text: String(decoding: utf8, as: UTF8.self).trimmingLines)
      }
    }
  }
}
