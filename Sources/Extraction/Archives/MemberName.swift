import Corpus

/// Names of archive members, which are text from a stranger and never paths of this machine.
enum MemberName {
  /// UTF-8 bytes of a name that are kept.
  private static let longest = 4096

  /// The name as text: bytes that are no UTF-8, and control characters, become `%FF`; `./` at the start is dropped.
  static func readable(_ bytes: UnsafeRawBufferPointer) -> String {
    var name = ""
    var rest = bytes.prefix(longest)
    if rest.starts(with: "./".utf8) { rest = rest.dropFirst(2) }
    while !rest.isEmpty {
      var decoder = UTF8()
      var iterator = rest.makeIterator()
      guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
        name += escaped(rest.removeFirst())
        continue
      }
      let length = UTF8.width(scalar)
      if scalar.properties.generalCategory == .control {
        name += rest.prefix(length).map(escaped).joined()
      } else {
        name.unicodeScalars.append(scalar)
      }
      rest = rest.dropFirst(length)
    }
    return name
  }

  /// Whether the member is a leftover of a file manager rather than something somebody put there.
  static func isJunk(_ name: String) -> Bool {
    let parts = name.split(separator: "/")
    guard let last = parts.last else { return false }
    return parts.first == "__MACOSX" || last.hasPrefix("._")
      || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(last)
  }

  /// The name of what a compressed file holds: its own without the ending, `notes.txt` for `logs/notes.txt.gz`.
  static func inside(_ uri: String) -> String {
    let name = uri.split(separator: "/").last ?? "content"
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return "content" }
    return name[dot...].lowercased() == ".tgz" ? name[..<dot] + ".tar" : String(name[..<dot])
  }

  private static func escaped(_ byte: UInt8) -> String { "%" + [byte].hex.uppercased() }
}
