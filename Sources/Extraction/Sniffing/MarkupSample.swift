/// Tells HTML and XML from text by the first tag.
struct MarkupSample {
  private let head: UnsafeBufferPointer<UInt8>
  private let suffix: String

  init(_ head: UnsafeBufferPointer<UInt8>, suffix: String) {
    self.head = head
    self.suffix = suffix
  }

  var kind: ContentKind? {
    let (tag, isXML) = firstTag()
    switch tag {
    case "!doctype": return doctype(isXML: isXML)
    case "html": return .html
    case "svg": return .noText(mediaType: "image/svg+xml")
    case let tag? where isXML && !tag.isEmpty: return .xml
    case let tag? where Self.htmlTags.contains(tag):
      // Read-me files begin with tags often enough, and some vocabularies share names with HTML.
      if MarkdownSample.suffixes.contains(suffix) { return nil }
      return suffix == "xml" ? .xml : .html
    case let tag? where !tag.isEmpty && !MarkdownSample.suffixes.contains(suffix): return .xml
    default:
      if isXML { return .xml }
      return ["html", "htm", "xhtml", "xht"].contains(suffix) && head.contains(UInt8(ascii: "<")) ? .html : nil
    }
  }

  /// The name of the first tag after white space, comments and processing instructions, in lower case; nil if something
  /// else comes first. And whether an XML declaration was among them.
  private func firstTag() -> (String?, isXML: Bool) {
    var position = 0
    var isXML = false
    while true {
      while position < head.count, head[position] <= 0x20 { position += 1 }
      let isComment = head.has("<!--", at: position)
      guard isComment || head.has("<?", at: position) else { return (tagName(at: position), isXML) }
      isXML = isXML || head.has("<?xml", at: position)
      guard let end = head.range(of: isComment ? "-->" : "?>", from: position + 2) else { return (nil, isXML) }
      position = end.upperBound
    }
  }

  private func tagName(at position: Int) -> String? {
    guard head.has("<", at: position) else { return nil }
    let name = head[(position + 1)...].prefix(100).prefix { byte in
      byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte &- 0x30 < 10 || "!:_-.".utf8.contains(byte)
    }
    guard let first = name.first, first == UInt8(ascii: "!") || first | 0x20 >= 0x61, name.endIndex < head.count,
      head[name.endIndex] <= 0x20 || head[name.endIndex] == UInt8(ascii: ">")
        || head[name.endIndex] == UInt8(ascii: "/")
    else { return nil }
    return String(decoding: name, as: UTF8.self).lowercased()
  }

  private func doctype(isXML: Bool) -> ContentKind {
    guard let start = head.range(of: "<!DOCTYPE")?.upperBound ?? head.range(of: "<!doctype")?.upperBound else {
      return isXML ? .xml : .html
    }
    let root = head[start...].drop { $0 <= 0x20 }.prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }
    switch String(decoding: root.prefix(100), as: UTF8.self).lowercased() {
    case "html": return .html
    case "svg": return .noText(mediaType: "image/svg+xml")
    default: return .xml
    }
  }

  private static let htmlTags: Set<String> = [
    "a", "abbr", "address", "article", "aside", "b", "base", "blockquote", "body", "br", "button", "center", "code",
    "dd", "details", "div", "dl", "dt", "em", "figure", "font", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hr", "i", "iframe", "img", "input", "label", "li", "link", "main", "meta", "nav",
    "noscript", "ol", "p", "pre", "script", "section", "small", "span", "strong", "style", "sub", "sup", "table",
    "tbody", "td", "template", "th", "thead", "title", "tr", "tt", "u", "ul", "video",
  ]
}
