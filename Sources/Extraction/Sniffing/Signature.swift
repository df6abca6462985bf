/// Recognises binary formats by the bytes they begin with.
enum Signature {
  static func kind(of bytes: UnsafeRawBufferPointer) -> ContentKind? {
    if let mark = marks.first(where: { $0.bytes.first == bytes.first && bytes.starts(with: $0.bytes) }) {
      return mark.kind
    }
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) { return ZipDirectory(bytes).kind }
    // A PDF may have junk before it; readers look through the first kilobyte. Its end tells it from a text about PDFs.
    let head = UnsafeRawBufferPointer(rebasing: bytes.prefix(1024)).bindMemory(to: UInt8.self)
    let tail = UnsafeRawBufferPointer(rebasing: bytes.suffix(1024)).bindMemory(to: UInt8.self)
    if head.range(of: "%PDF-") != nil, tail.range(of: "%%EOF") != nil { return .pdf }
    return isTar(bytes) ? .archive : media(bytes)
  }

  private struct Mark: Sendable {
    let bytes: [UInt8]
    let kind: ContentKind

    /// - Parameter bytes: as Latin-1.
    init(_ bytes: String, _ kind: ContentKind) {
      self.bytes = bytes.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
      self.kind = kind
    }

    init(_ bytes: String, noText mediaType: String) { self.init(bytes, .noText(mediaType: mediaType)) }
  }

  private static let marks: [Mark] = archives + documents + images + recordings + fonts + programs

  private static let archives: [Mark] =
    [
      "PK\u{5}\u{6}", "\u{1F}\u{8B}", "\u{1F}\u{9D}", "\u{FD}7zXZ\u{0}", "\u{28}\u{B5}\u{2F}\u{FD}",
      "7z\u{BC}\u{AF}\u{27}\u{1C}", "Rar!\u{1A}\u{7}", "MSCF\u{0}\u{0}", "!<arch>\n", "\u{5D}\u{0}\u{0}",
      "\u{4}\u{22}\u{4D}\u{18}", "LZIP\u{1}",
    ].map { Mark($0, .archive) } + (1...9).map { Mark("BZh\($0)1AY&SY", .archive) }

  private static let documents: [Mark] = [
    Mark("%PDF-", .pdf),
    Mark(
      "\u{D0}\u{CF}\u{11}\u{E0}\u{A1}\u{B1}\u{1A}\u{E1}",
      .unsupported(mediaType: "application/x-ole-storage", remedy: "save it as DOCX, XLSX or PPTX, or exclude it")),
    Mark("{\\rtf", .unsupported(mediaType: "application/rtf", remedy: "save it as DOCX or text, or exclude it")),
    Mark("%!PS", .unsupported(mediaType: "application/postscript", remedy: "convert it to PDF, or exclude it")),
  ]

  private static let images: [Mark] = [
    Mark("\u{89}PNG\r\n", noText: "image/png"),
    Mark("\u{FF}\u{D8}\u{FF}", noText: "image/jpeg"),
    Mark("GIF87a", noText: "image/gif"),
    Mark("GIF89a", noText: "image/gif"),
    Mark("II*\u{0}", noText: "image/tiff"),
    Mark("MM\u{0}*", noText: "image/tiff"),
    Mark("\u{0}\u{0}\u{1}\u{0}", noText: "image/x-icon"),
    Mark("8BPS\u{0}", noText: "image/vnd.adobe.photoshop"),
    Mark("\u{0}\u{0}\u{0}\u{C}jP  ", noText: "image/jp2"),
  ]

  private static let recordings: [Mark] = [
    Mark("OggS\u{0}", noText: "audio/ogg"),
    Mark("fLaC\u{0}", noText: "audio/flac"),
    Mark("ID3\u{2}\u{0}", noText: "audio/mpeg"),
    Mark("ID3\u{3}\u{0}", noText: "audio/mpeg"),
    Mark("ID3\u{4}\u{0}", noText: "audio/mpeg"),
    Mark("\u{FF}\u{FB}", noText: "audio/mpeg"),
    Mark("\u{FF}\u{F3}", noText: "audio/mpeg"),
    Mark("MThd\u{0}", noText: "audio/midi"),
    Mark("\u{1A}\u{45}\u{DF}\u{A3}", noText: "video/webm"),
    Mark("\u{0}\u{0}\u{1}\u{BA}", noText: "video/mpeg"),
    Mark("FLV\u{1}", noText: "video/x-flv"),
  ]

  private static let fonts: [Mark] = [
    Mark("wOFF", noText: "font/woff"),
    Mark("wOF2", noText: "font/woff2"),
    Mark("OTTO\u{0}", noText: "font/otf"),
    Mark("\u{0}\u{1}\u{0}\u{0}\u{0}", noText: "font/ttf"),
  ]

  private static let programs: [Mark] = [
    Mark("\u{7F}ELF", noText: "application/x-executable"),
    Mark("\u{CF}\u{FA}\u{ED}\u{FE}", noText: "application/x-executable"),
    Mark("\u{CA}\u{FE}\u{BA}\u{BE}", noText: "application/x-executable"),
    Mark("\u{0}asm", noText: "application/wasm"),
    Mark("SQLite format 3\u{0}", noText: "application/vnd.sqlite3"),
  ]

  /// Formats that the first bytes alone do not tell.
  private static func media(_ bytes: UnsafeRawBufferPointer) -> ContentKind? {
    if isBitmap(bytes) { return .noText(mediaType: "image/bmp") }
    if bytes.starts(with: "MZ".utf8), bytes.count >= 64, bytes.prefix(64).contains(0) {
      return .noText(mediaType: "application/x-executable")
    }
    guard bytes.count >= 12 else { return nil }
    let kind = String(decoding: bytes[8..<12], as: UTF8.self)
    if bytes[4..<8].elementsEqual("ftyp".utf8) {
      let isImage = ["heic", "heix", "mif1", "msf1", "avif", "avis"].contains(kind)
      return .noText(mediaType: isImage ? "image/heif" : "video/mp4")
    }
    guard bytes.starts(with: "RIFF".utf8) else { return nil }
    let mediaTypes = ["WEBP": "image/webp", "WAVE": "audio/wav", "AVI ": "video/x-msvideo"]
    return mediaTypes[kind].map { .noText(mediaType: $0) }
  }

  /// `BM` begins many words; a bitmap's header holds its own size and zeros.
  private static func isBitmap(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: "BM".utf8) && bytes.count >= 26 && bytes[6..<10].allSatisfy { $0 == 0 } && bytes[15] == 0
  }

  /// Whether the bytes begin with a tar header: `ustar`, or from the time before it with the right checksum.
  private static func isTar(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 512 else { return false }
    if bytes[257..<262].elementsEqual("ustar".utf8) { return true }
    guard bytes[0] > 0x20 else { return false }
    let digits = bytes[148..<156].filter { $0 >= 0x30 && $0 < 0x38 }
    guard digits.count >= 4, let stated = Int(String(decoding: digits, as: UTF8.self), radix: 8) else { return false }
    let sum = bytes[..<512].enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element)) }
    return sum == stated
  }
}
