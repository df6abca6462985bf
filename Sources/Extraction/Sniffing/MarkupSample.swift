/// Tells HTML and XML from text by the first tag.
struct MarkupSample {
  private let head: ArraySlice<UInt8>
  private let suffix: String

  init(_ head: [UInt8], suffix: String) {
    self.head = head[...]
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
    var rest = head
    var isXML = false
    while true {
      rest = rest.drop { $0 <= 0x20 }
      if rest.starts(with: Array("<!--".utf8)) {
        guard let end = rest.firstRange(of: Array("-->".utf8)) else { return (nil, isXML) }
        rest = rest[end.upperBound...]
      } else if rest.starts(with: Array("<?".utf8)) {
        isXML = isXML || rest.starts(with: Array("<?xml".utf8))
        guard let end = rest.firstRange(of: Array("?>".utf8)) else { return (nil, isXML) }
        rest = rest[end.upperBound...]
      } else {
        return (Self.tagName(rest), isXML)
      }
    }
  }

  private static func tagName(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.first == UInt8(ascii: "<") else { return nil }
    let name = bytes.dropFirst().prefix(100).prefix { byte in
      byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A || byte &- 0x30 < 10 || "!:_-.".utf8.contains(byte)
    }
    guard let first = name.first, first == UInt8(ascii: "!") || first | 0x20 >= 0x61, let end = bytes.dropFirst(1 + name.count).first,
      end <= 0x20 || end == UInt8(ascii: ">") || end == UInt8(ascii: "/")
    else { return nil }
    return String(decoding: name, as: UTF8.self).lowercased()
  }

  private func doctype(isXML: Bool) -> ContentKind {
    let start = head.firstIndex(of: UInt8(ascii: "!")) ?? head.startIndex
    let words = String(decoding: head[start...].prefix(4096), as: UTF8.self).lowercased()
    guard let doctype = words.firstRange(of: "!doctype") else { return .xml }
    let root = words[doctype.upperBound...].drop { $0.isWhitespace }
    if root.hasPrefix("html") { return .html }
    return root.hasPrefix("svg") ? .noText(mediaType: "image/svg+xml") : .xml
  }

  private static let htmlTags: Set<String> = [
    "a", "abbr", "address", "article", "aside", "b", "base", "blockquote", "body", "br", "button", "center", "code",
    "dd", "details", "div", "dl", "dt", "em", "figure", "font", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hr", "i", "iframe", "img", "input", "label", "li", "link", "main", "meta", "nav",
    "noscript", "ol", "p", "pre", "script", "section", "small", "span", "strong", "style", "sub", "sup", "table",
    "tbody", "td", "template", "th", "thead", "title", "tr", "tt", "u", "ul", "video",
  ]
}
