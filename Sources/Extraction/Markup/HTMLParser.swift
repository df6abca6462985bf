import CXML
import Corpus
import Glibc

/// libxml2's HTML parser, as a source of events: no tree is built, so memory does not grow with the page.
enum HTMLParser {
  /// Elements inside one another before a child ends its parent, as in browsers (Blink's limit is 512). It also bounds
  /// what an end tag costs, which libxml2 looks for among all open elements.
  private static let maxDepth = 256

  /// Bytes of a tag that has not too many attributes, whatever is in it.
  private static let longestTag = 1 << 16

  /// Parses clean UTF-8; hardly any HTML cannot be parsed.
  /// - Throws: ``Failure`` `document.tooLarge` when the text passes the bound, `html.attributes`.
  static func parse(
    _ utf8: UnsafeBufferPointer<UInt8>, uri: String, maxTextBytes: Int, into reader: inout HTMLReader
  ) throws {
    guard let start = utf8.baseAddress, !utf8.isEmpty else { return }
    guard let size = Int32(exactly: utf8.count) else { throw Failure.tooLarge(uri, maxTextBytes: maxTextBytes) }
    try checkAttributes(utf8, uri: uri)
    LibXML.start()
    let parser = start.withMemoryRebound(to: CChar.self, capacity: utf8.count) { htmlCreateMemoryParserCtxt($0, size) }
    guard let parser else { throw LibXML.outOfMemory(uri) }
    defer { htmlFreeParserCtxt(parser) }
    // The bytes are UTF-8 by now, whatever the page says of itself.
    htmlCtxtUseOptions(
      parser,
      Int32(bitPattern: HTML_PARSE_NONET.rawValue | HTML_PARSE_NOIMPLIED.rawValue | HTML_PARSE_IGNORE_ENC.rawValue))
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8)
    let isTooLarge = withUnsafeMutablePointer(to: &reader) { reader in
      var scene = Scene(parser: parser, reader: reader, maxTextBytes: maxTextBytes)
      return withUnsafeMutablePointer(to: &scene) { scene in
        parser.pointee.userData = UnsafeMutableRawPointer(scene)
        parser.pointee.sax.pointee = events
        htmlParseDocument(parser)
        return scene.pointee.isTooLarge
      }
    }
    if isTooLarge { throw Failure.tooLarge(uri, maxTextBytes: maxTextBytes) }
  }

  /// Refuses a tag with tens of thousands of attributes: libxml2 compares each with all before it.
  ///
  /// A tag is long in earnest when it holds a picture, but then there are no words in it.
  /// - Throws: ``Failure`` `html.attributes`.
  private static func checkAttributes(_ utf8: UnsafeBufferPointer<UInt8>, uri: String) throws {
    let end = UInt8(ascii: ">")
    var position = 0
    // From one tag's end to the last that is near enough; most pages are shorter than a step.
    while utf8.count - position > longestTag {
      if let last = utf8[position...position + longestTag].lastIndex(of: end) {
        position = last + 1
        continue
      }
      let next = utf8.offset(of: end, from: position) ?? utf8.count
      defer { position = next + 1 }
      guard let start = utf8[position..<next].lastIndex(of: UInt8(ascii: "<")),
        utf8[start..<next].count(where: { $0 <= 0x20 }) > 20_000
      else { continue }
      throw Failure("html.attributes", uri, "holds a tag with tens of thousands of attributes", remedy: "exclude it")
    }
  }

  /// What the callbacks work on; it lives while the parser runs.
  private struct Scene {
    let parser: htmlParserCtxtPtr
    let reader: UnsafeMutablePointer<HTMLReader>
    let maxTextBytes: Int
    var isTooLarge = false

    mutating func open(_ name: UnsafePointer<xmlChar>, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
      if parser.pointee.nameNr > maxDepth { closeParent() }
      reader.pointee.open(name, HTMLAttributes(pairs: attributes))
    }

    /// Ends the parent of the element that libxml2 has just put on its stack of open elements.
    private func closeParent() {
      reader.pointee.close()
      let top = Int(parser.pointee.nameNr) - 1
      parser.pointee.nameTab[top - 1] = parser.pointee.nameTab[top]
      parser.pointee.nameNr -= 1
    }

    mutating func characters(_ bytes: UnsafePointer<xmlChar>, _ length: Int32) {
      reader.pointee.characters(bytes, Int(length))
      if reader.pointee.text.count > maxTextBytes, !isTooLarge {
        isTooLarge = true
        xmlStopParser(parser)
      }
    }
  }

  private static func scene(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Scene>? {
    context?.assumingMemoryBound(to: Scene.self)
  }

  private static var events: htmlSAXHandler {
    var events = htmlSAXHandler()
    events.startElement = { context, name, attributes in
      if let name { HTMLParser.scene(context)?.pointee.open(name, attributes) }
    }
    events.endElement = { context, _ in HTMLParser.scene(context)?.pointee.reader.pointee.close() }
    events.characters = { context, bytes, length in
      if let bytes { HTMLParser.scene(context)?.pointee.characters(bytes, length) }
    }
    events.ignorableWhitespace = events.characters
    return events
  }
}
