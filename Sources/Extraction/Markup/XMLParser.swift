import CXML
import Corpus
import Glibc

/// libxml2's XML parser as a source of events, kept from the network, from other files and from expanding entities.
enum XMLParser {
  /// - Parameter utf8: clean UTF-8, whatever its declaration says.
  /// - Throws: ``Failure`` `xml.entities`, `xml.malformed`, `document.tooLarge`.
  static func parse(
    _ utf8: UnsafeBufferPointer<UInt8>, uri: String, maxTextBytes: Int, into reader: inout XMLReader
  ) throws {
    guard let start = utf8.baseAddress, !utf8.isEmpty else { return }
    guard let size = Int32(exactly: utf8.count) else { throw Failure.tooLarge(uri, maxTextBytes: maxTextBytes) }
    LibXML.start()
    let parser = start.withMemoryRebound(to: CChar.self, capacity: utf8.count) { xmlCreateMemoryParserCtxt($0, size) }
    guard let parser else { throw LibXML.outOfMemory(uri) }
    defer { xmlFreeParserCtxt(parser) }
    // Without the limits that HUGE lifts, long texts and deep trees are errors; entities, which they guard against too,
    // are never expanded.
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    xmlCtxtUseOptions(parser, Int32(bitPattern: options))
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8)
    let failure = withUnsafeMutablePointer(to: &reader) { reader in
      var scene = Scene(parser: parser, reader: reader, uri: uri, maxTextBytes: maxTextBytes)
      return withUnsafeMutablePointer(to: &scene) { scene in
        parser.pointee.userData = UnsafeMutableRawPointer(scene)
        parser.pointee.sax.pointee = events
        xmlParseDocument(parser)
        return scene.pointee.failure
      }
    }
    if let failure { throw failure }
  }

  /// What the callbacks work on; it lives while the parser runs.
  private struct Scene {
    let parser: xmlParserCtxtPtr
    let reader: UnsafeMutablePointer<XMLReader>
    let uri: String
    let maxTextBytes: Int
    let entities = XMLEntities()
    var failure: Failure?

    mutating func stop(_ failure: Failure) {
      guard self.failure == nil else { return }
      self.failure = failure
      xmlStopParser(parser)
    }

    mutating func characters(_ bytes: UnsafePointer<UInt8>, _ length: Int) {
      guard failure == nil else { return }
      reader.pointee.characters(bytes, length)
      if reader.pointee.text.count > maxTextBytes { stop(.tooLarge(uri, maxTextBytes: maxTextBytes)) }
    }

    mutating func entity(_ name: UnsafePointer<xmlChar>) -> xmlEntityPtr? {
      if let entity = entities.entity(name, isText: parser.pointee.instate == XML_PARSER_CONTENT) { return entity }
      stop(
        Failure(
          "xml.entities", uri, "uses entities that hold other entities, markup or files",
          remedy: "expand them first, for example with `xmllint --noent`, or exclude it"))
      return nil
    }

    mutating func report(_ error: xmlError) {
      guard error.level == XML_ERR_FATAL else { return }
      // libxml2's own words quote the document.
      stop(
        Failure(
          "xml.malformed", uri, "is not well-formed XML at line \(error.line)", remedy: "correct it, or exclude it"))
    }
  }

  private static func scene(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Scene>? {
    context?.assumingMemoryBound(to: Scene.self)
  }

  private static var events: xmlSAXHandler {
    var events = xmlSAXHandler()
    // Only with this mark are errors handed over as values.
    events.initialized = UInt32(XML_SAX2_MAGIC)
    events.startElementNs = { context, name, _, _, _, _, count, _, attributes in
      guard let name, let scene = XMLParser.scene(context), scene.pointee.failure == nil else { return }
      scene.pointee.reader.pointee.open(name, XMLAttributes(fields: attributes, count: Int(count)))
    }
    events.endElementNs = { context, _, _, _ in
      guard let scene = XMLParser.scene(context), scene.pointee.failure == nil else { return }
      scene.pointee.reader.pointee.close()
    }
    events.characters = { context, bytes, length in
      if let bytes { XMLParser.scene(context)?.pointee.characters(bytes, Int(length)) }
    }
    events.ignorableWhitespace = events.characters
    events.cdataBlock = events.characters
    events.entityDecl = { context, name, type, _, _, content in
      guard let name, let scene = XMLParser.scene(context) else { return }
      switch UInt32(bitPattern: type) {
      case XML_INTERNAL_PARAMETER_ENTITY.rawValue, XML_EXTERNAL_PARAMETER_ENTITY.rawValue: break
      case XML_INTERNAL_GENERAL_ENTITY.rawValue: scene.pointee.entities.declare(name, content)
      default: scene.pointee.entities.declare(name, nil)
      }
    }
    events.getEntity = { context, name in
      guard let name, let scene = XMLParser.scene(context) else { return nil }
      return scene.pointee.entity(name)
    }
    events.serror = { context, error in
      if let error { XMLParser.scene(context)?.pointee.report(error.pointee) }
    }
    return events
  }
}
