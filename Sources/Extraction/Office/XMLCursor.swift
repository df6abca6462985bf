import CXML
import Corpus

/// Goes through a part of an office document element by element. Owns libxml2's reader; belongs to one thread.
///
/// Names are without their prefix: the same words come under several namespaces, depending on who wrote the file.
/// Nothing outside the part is ever loaded, and a part that declares entities is refused before any of them is used.
final class XMLCursor {
  enum Event {
    case start, end, text
  }

  private let reader: xmlTextReaderPtr
  /// The reader points into these bytes, which otherwise go with the last mention of the parts they are among.
  private let member: MemberBytes
  private let subject: String
  private let part: String
  /// The element that the cursor stands at is empty, and its end is still to be told.
  private var owesEnd = false

  private static let options =
    Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue)

  /// - Parameter part: its name, for messages about the document `subject`.
  init(_ member: MemberBytes, part: String, of subject: String) throws {
    let bytes = member.bytes
    self.member = member
    self.subject = subject
    self.part = part
    LibXML.start()
    guard
      let count = Int32(exactly: bytes.count),
      let reader = xmlReaderForMemory(
        bytes.bindMemory(to: CChar.self).baseAddress, count, nil, nil, Self.options)
    else { throw Failure.damaged(subject, "\(part) cannot be read") }
    self.reader = reader
  }

  deinit { xmlFreeTextReader(reader) }

  /// Goes one step on; nil at the end of the part.
  /// - Throws: ``Failure`` `office.damaged` where the part is not well-formed, `office.documentType`.
  func next() throws -> Event? {
    if owesEnd {
      owesEnd = false
      return .end
    }
    while true {
      switch xmlTextReaderRead(reader) {
      case 1: break
      case 0: return nil
      default:
        throw Failure.damaged(
          subject, "\(part) is not well-formed XML at line \(xmlTextReaderGetParserLineNumber(reader))")
      }
      switch xmlReaderTypes(UInt32(xmlTextReaderNodeType(reader))) {
      case XML_READER_TYPE_ELEMENT:
        owesEnd = xmlTextReaderIsEmptyElement(reader) == 1
        return .start
      case XML_READER_TYPE_END_ELEMENT: return .end
      case XML_READER_TYPE_TEXT, XML_READER_TYPE_CDATA, XML_READER_TYPE_SIGNIFICANT_WHITESPACE,
        XML_READER_TYPE_WHITESPACE:
        return .text
      case XML_READER_TYPE_DOCUMENT_TYPE: try refuseDeclarations()
      default: break
      }
    }
  }

  /// A document type may be named; what it declares, entities first of all, is refused.
  private func refuseDeclarations() throws {
    guard xmlTextReaderCurrentNode(reader)?.pointee.children != nil else { return }
    throw Failure(
      "office.documentType", subject,
      "\(part) declares entities or elements, which no program that writes such files does",
      remedy: "save it again with an office program, or exclude it")
  }

  /// Goes on to the next element that begins; nil at the end of the part.
  func nextElement() throws -> String? {
    while let event = try next() {
      if event == .start { return name }
    }
    return nil
  }

  /// The name of the element that begins or ends here.
  var name: String { xmlTextReaderConstLocalName(reader).map { String(cString: $0) } ?? "" }

  /// The prefix of that name, as everybody writes it.
  var prefix: String? { xmlTextReaderConstPrefix(reader).map { String(cString: $0) } }

  /// The text here, in UTF-8.
  var text: UnsafeBufferPointer<UInt8> {
    guard let value = xmlTextReaderConstValue(reader) else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value)))
  }

  /// The value of the attribute of that name; of several, the first, or that of the prefix.
  func attribute(_ wanted: String, prefix: String? = nil) -> String? {
    defer { xmlTextReaderMoveToElement(reader) }
    while xmlTextReaderMoveToNextAttribute(reader) == 1 {
      guard name == wanted, xmlTextReaderIsNamespaceDecl(reader) != 1 else { continue }
      if let prefix, self.prefix != prefix { continue }
      return xmlTextReaderConstValue(reader).map { String(cString: $0) }
    }
    return nil
  }

  /// Passes over the element that begins here, to its end.
  func skip() throws { try inside { _ in } }

  /// Calls the body for every step inside the element that begins here, its end not included. The body may itself go
  /// to the end of an element that begins.
  func inside(_ body: (Event) throws -> Void) throws {
    let depth = xmlTextReaderDepth(reader)
    while let event = try next() {
      if event == .end, xmlTextReaderDepth(reader) == depth { return }
      try body(event)
    }
  }

  /// All text inside the element that begins here.
  func content() throws -> String {
    var bytes: [UInt8] = []
    try appendContent(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  func appendContent(to bytes: inout [UInt8]) throws {
    try inside { if $0 == .text { bytes.append(contentsOf: text) } }
  }
}
