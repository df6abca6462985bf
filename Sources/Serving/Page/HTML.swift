/// A piece of HTML. Whatever is put into a literal is escaped, unless it is HTML itself; so nothing foreign gets in as
/// markup by being forgotten.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  private(set) var source: String

  init(stringLiteral source: String) { self.source = source }
  init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }
  init(joining pieces: some Sequence<HTML>) { source = pieces.map(\.source).joined() }

  /// A constant of this program.
  init(trusted source: StaticString) { self.source = source.description }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var source = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      source.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { source += literal }
    mutating func appendInterpolation(_ text: String) { HTML.escape(text, into: &source) }
    mutating func appendInterpolation(_ number: Int) { source += String(number) }
    mutating func appendInterpolation(_ html: HTML) { source += html.source }
    mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { source += piece.source } }
    mutating func appendInterpolation(_ html: HTML?) { source += html?.source ?? "" }
  }

  /// Safe as text and inside quoted attributes; control characters, which no HTML may have, are left out.
  private static func escape(_ text: String, into source: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": source += "&amp;"
      case "<": source += "&lt;"
      case ">": source += "&gt;"
      case "\"": source += "&quot;"
      case "'": source += "&#39;"
      case "\n", "\t": source.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value): break
      default: source.unicodeScalars.append(scalar)
      }
    }
  }
}
