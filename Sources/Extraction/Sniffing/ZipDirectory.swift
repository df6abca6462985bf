/// The table of contents of a zip file, as far as it tells what kind of document is packed in it.
struct ZipDirectory {
  private let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// A document where its member names say so; any other zip, even a damaged one, is an archive.
  var kind: ContentKind {
    if let mimetype {
      if mimetype == "application/epub+zip" { return .epub }
      if mimetype.hasPrefix("application/vnd.oasis.opendocument") { return .office }
    }
    // Office programs write this member first; a file cut short has no directory to tell.
    if endRecord == nil, firstName == "[Content_Types].xml" { return .office }
    let names = names(upTo: 4096)
    if names.contains("[Content_Types].xml"),
      names.contains(where: { $0.hasPrefix("word/") || $0.hasPrefix("xl/") || $0.hasPrefix("ppt/") })
    {
      return .office
    }
    if names.isSuperset(of: ["content.xml", "META-INF/manifest.xml"]) { return .office }
    return names.contains("META-INF/container.xml") ? .epub : .archive
  }

  /// What OpenDocument and EPUB files hold first, stored as it is.
  private var mimetype: String? {
    guard bytes.count > 38, short(8) == 0, short(26) == 8, bytes[30..<38].elementsEqual("mimetype".utf8) else {
      return nil
    }
    let start = 38 + short(28)
    let size = min(short(18), 256)
    guard start + size <= bytes.count else { return nil }
    return String(decoding: bytes[start..<start + size], as: UTF8.self).trimmed
  }

  /// The name of the member at the very beginning.
  private var firstName: String? {
    let end = 30 + short(26)
    return end <= bytes.count ? String(decoding: bytes[30..<end], as: UTF8.self) : nil
  }

  /// Member names from the directory at the end of the file.
  private func names(upTo limit: Int) -> Set<String> {
    guard let end = endRecord else { return [] }
    var names: Set<String> = []
    var position = short(end + 16) | short(end + 18) << 16
    while names.count < limit, position + 46 <= end, bytes[position...].starts(with: [0x50, 0x4B, 1, 2]) {
      let name = position + 46..<position + 46 + short(position + 28)
      guard name.upperBound <= bytes.count else { break }
      names.insert(String(decoding: bytes[name], as: UTF8.self))
      position = name.upperBound + short(position + 30) + short(position + 32)
    }
    return names
  }

  /// The record at the very end, before a comment of at most 64 KiB.
  private var endRecord: Int? {
    guard bytes.count >= 22 else { return nil }
    let lowest = max(0, bytes.count - 22 - 0xFFFF)
    return stride(from: bytes.count - 22, through: lowest, by: -1).first {
      bytes[$0...].starts(with: [0x50, 0x4B, 5, 6])
    }
  }

  private func short(_ offset: Int) -> Int {
    offset + 2 <= bytes.count ? Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 : 0
  }
}
