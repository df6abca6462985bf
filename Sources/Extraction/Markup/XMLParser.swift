import CXML
import Corpus
import Glibc

/// libxml2's XML parser as a source of events, kept from the network, from other files and from expanding entities.
///
/// A name for a piece of plain text may be declared and used; that is all an entity can be here. One that holds markup
/// or other entities, or stands for a file, is refused where it is used: that is how a few lines grow to gigabytes, and
/// how files are read that nobody meant to give away.
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
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_RECOVER.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_IGNORE_ENC.rawValue
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
    var failure: Failure?
    /// Texts of the entities that are nothing but text; nil for one that is more.
    var entities: [String: [UInt8]?] = [:]

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

    mutating func declare(_ name: UnsafePointer<UInt8>, _ type: Int32, _ content: UnsafePointer<UInt8>?) {
      let isInternal = type == Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue)
      guard type != Int32(XML_INTERNAL_PARAMETER_ENTITY.rawValue), type != Int32(XML_EXTERNAL_PARAMETER_ENTITY.rawValue),
        entities.count < 10_000, entities[String(cString: name)] == nil
      else { return }
      var text: [UInt8]?
      if isInternal, let content {
        let value = UnsafeBufferPointer(start: content, count: strnlen(UnsafeRawPointer(content).assumingMemoryBound(to: CChar.self), 1025))
        if value.count <= 1024, !value.contains(UInt8(ascii: "&")), !value.contains(UInt8(ascii: "<")) { text = Array(value) }
      }
      entities.updateValue(text, forKey: String(cString: name))
    }

    /// Writes what an entity stands for, where it stands in the text.
    mutating func refer(to name: UnsafePointer<UInt8>) {
      guard failure == nil, parser.pointee.instate == XML_PARSER_CONTENT else { return }
      switch entities[String(cString: name)] {
      case .some(.some(let text)):
        text.withUnsafeBufferPointer { if let start = $0.baseAddress { characters(start, $0.count) } }
      case .some(.none):
        stop(
          Failure(
            "xml.entities", uri, "uses entities that hold other entities, markup or files",
            remedy: "expand them first, for example with `xmllint --noent`, or exclude it"))
      case .none:
        // Feeds and old pages use HTML's names without declaring them.
        guard let entity = htmlEntityLookup(name), let scalar = Unicode.Scalar(entity.pointee.value) else { return }
        let text = Array(String(Character(scalar)).utf8)
        text.withUnsafeBufferPointer { if let start = $0.baseAddress { characters(start, $0.count) } }
      }
    }

    mutating func report(_ error: xmlError) {
      guard error.level == XML_ERR_FATAL, error.code != Int32(XML_ERR_UNDECLARED_ENTITY.rawValue),
        error.code != Int32(XML_ERR_USER_STOP.rawValue)
      else { return }
      // libxml2's own words quote the document.
      stop(Failure("xml.malformed", uri, "is not well-formed XML at line \(error.line)", remedy: "correct it, or exclude it"))
    }
  }

  private static func scene(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Scene>? {
    context?.assumingMemoryBound(to: Scene.self)
  }

  private static var events: xmlSAXHandler {
    var events = xmlSAXHandler()
    // Only with this mark are errors handed over as values.
    events.initialized = UInt32(XML_SAX2_MAGIC)
    events.startElement = { context, name, attributes in
      guard let name, let scene = XMLParser.scene(context), scene.pointee.failure == nil else { return }
      scene.pointee.reader.pointee.open(
        UnsafeBufferPointer(start: name, count: Int(xmlStrlen(name))), HTMLAttributes(pairs: attributes))
    }
    events.endElement = { context, _ in
      guard let scene = XMLParser.scene(context), scene.pointee.failure == nil else { return }
      scene.pointee.reader.pointee.close()
    }
    events.characters = { context, bytes, length in
      if let bytes { XMLParser.scene(context)?.pointee.characters(bytes, Int(length)) }
    }
    events.ignorableWhitespace = events.characters
    events.cdataBlock = events.characters
    events.entityDecl = { context, name, type, _, _, content in
      if let name { XMLParser.scene(context)?.pointee.declare(name, type, content) }
    }
    events.getEntity = { context, name in
      guard let name else { return nil }
      if let predefined = xmlGetPredefinedEntity(name) { return predefined }
      XMLParser.scene(context)?.pointee.refer(to: name)
      return nil
    }
    events.serror = { context, error in
      if let error { XMLParser.scene(context)?.pointee.report(error.pointee) }
    }
    return events
  }
}
