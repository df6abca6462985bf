/// What an HTML element means for the text around it.
enum HTMLTag: Sendable, Equatable {
  case inline
  case block
  case heading(Int)
  case list
  case item
  case term
  case definition
  case table
  case row
  case cell
  case preformatted
  case lineBreak
  case image
  case anchor
  case title
  case meta
  case root
  case body
  /// `main`: what the page is about.
  case main
  case article
  /// `header` and `footer`: of the page, or of the article they stand in.
  case margin
  /// `aside`: beside the page, or a note in its article.
  case aside
  /// Navigation: never part of the text, and it breaks the line.
  case navigation
  /// Never part of the text, and does not break the line: `script` inside a paragraph.
  case silent

  init(_ name: UnsafePointer<UInt8>) { self = Self.byName[name] ?? .inline }

  /// Whether it stands on lines of its own.
  var breaks: Bool {
    switch self {
    case .inline, .anchor, .image, .lineBreak, .title, .meta, .silent, .cell: false
    default: true
    }
  }

  private static let byName: NameTable<HTMLTag> = [
    "address blockquote caption center details dialog div dl fieldset figcaption figure form hgroup hr": .block,
    "legend p search section summary tbody tfoot thead": .block,
    "h1": .heading(1), "h2": .heading(2), "h3": .heading(3), "h4": .heading(4), "h5": .heading(5), "h6": .heading(6),
    "ul ol menu dir": .list, "li": .item, "dt": .term, "dd": .definition,
    "table": .table, "tr": .row, "td th": .cell,
    "pre listing xmp plaintext": .preformatted, "br": .lineBreak, "img": .image, "a": .anchor,
    "title": .title, "meta": .meta, "html": .root, "body": .body,
    "main": .main, "article": .article, "header footer": .margin, "aside": .aside, "nav": .navigation,
    "script style template noscript noframes iframe svg canvas video audio select textarea button datalist": .silent,
    "progress meter rp annotation annotation-xml": .silent,
  ]
}
