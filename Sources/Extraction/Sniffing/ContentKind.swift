/// What some bytes are. The name they came under only breaks ties between kinds of text that look alike.
enum ContentKind: Equatable {
  case empty
  case pdf
  /// OOXML or OpenDocument.
  case office
  case epub
  /// Archives and compressed files.
  case archive
  case html
  case xml
  case json
  case jsonLines
  case table(Dialect)
  case mail
  case markdown
  case plainText
  /// Known, and without text by its nature: an image, a font, a program.
  case noText(mediaType: String)
  /// Known, and not readable here.
  case unsupported(mediaType: String, remedy: String)
  /// Not text, and not known.
  case unknown

  init(of content: Content) {
    if content.bytes.isEmpty {
      self = .empty
    } else if let kind = Signature.kind(of: content.bytes) {
      self = kind
    } else if let sample = TextSample(content) {
      self = sample.kind
    } else {
      self = .unknown
    }
  }
}
