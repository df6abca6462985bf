import Corpus

extension Document {
  func write(to writer: inout ByteWriter) {
    writer.append(uri)
    writer.append(title)
    writer.append(mediaType)
    writer.append(text)
    writer.append(headings) { writer, heading in
      writer.append(heading.offset)
      writer.append(UInt32(clamping: heading.level))
      writer.append(heading.title)
    }
    writer.append(pages) { writer, page in
      writer.append(page.offset)
      writer.append(page.number)
      writer.append(page.label)
    }
    writer.append(links) { writer, link in
      writer.append(link.target)
      writer.append(link.text)
    }
    writer.append(metadata.sorted { $0.key < $1.key }) { writer, entry in
      writer.append(entry.key)
      entry.value.write(to: &writer)
    }
  }

  init(from reader: inout ByteReader) throws(ProtocolViolation) {
    self.init(
      uri: try reader.string(), title: try reader.optionalString(), mediaType: try reader.string(),
      text: try reader.string())
    headings = try reader.list(ofAtLeast: 16) { reader throws(ProtocolViolation) in
      Heading(offset: try reader.int(), level: Int(try reader.uint32()), title: try reader.string())
    }
    pages = try reader.list(ofAtLeast: 17) { reader throws(ProtocolViolation) in
      PageStart(offset: try reader.int(), number: try reader.int(), label: try reader.optionalString())
    }
    links = try reader.list(ofAtLeast: 8) { reader throws(ProtocolViolation) in
      Link(target: try reader.string(), text: try reader.string())
    }
    let entries = try reader.list(ofAtLeast: 6) { reader throws(ProtocolViolation) in
      (try reader.string(), try MetadataValue(from: &reader))
    }
    metadata = Dictionary(entries) { _, last in last }
    try text.check(offsets: headings.lazy.map(\.offset))
    try text.check(offsets: pages.lazy.map(\.offset))
  }
}

extension String {
  /// Offsets must ascend, lie inside the text or at its end, and never inside a character's bytes.
  fileprivate func check(offsets: some Sequence<Int>) throws(ProtocolViolation) {
    var last = 0
    for offset in offsets {
      guard offset >= last, offset <= utf8.count else { throw .offsetOutsideText }
      guard offset == utf8.count || !UTF8.isContinuation(utf8[utf8.index(startIndex, offsetBy: offset)]) else {
        throw .offsetOutsideText
      }
      last = offset
    }
  }
}
