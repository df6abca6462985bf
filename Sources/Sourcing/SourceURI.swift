/// How a path below a root is written as a URI, and read back.
///
/// A URI is the path itself, with these bytes written as `%` and two upper-case hexadecimal digits: those that are not
/// UTF-8, control characters and those that turn the direction of text (so that a URI may be printed), `%`, `#` (which
/// begins a row's identity) and a folder's closing `!` (which with the slash begins a member of an archive).
package enum SourceURI {
  /// Appends a single name; folders get their slash.
  static func append(name: [UInt8], isFolder: Bool, to uri: inout [UInt8]) {
    let closing = isFolder && name.last == UInt8(ascii: "!") ? name.count - 1 : name.count
    name[..<closing].forEachCharacter { scalar, bytes in
      if let scalar, !scalar.isUnprintable, scalar != "%", scalar != "#" {
        uri.append(contentsOf: bytes)
      } else {
        for byte in bytes { uri.append(escaping: byte) }
      }
    }
    if closing < name.count { uri.append(escaping: UInt8(ascii: "!")) }
    if isFolder { uri.append(.slash) }
  }

  /// The URI of a file's path below the root.
  package static func uri(of path: [UInt8]) -> String {
    var uri: [UInt8] = []
    let names = path.split(separator: .slash)
    for (index, name) in names.enumerated() { append(name: Array(name), isFolder: index < names.count - 1, to: &uri) }
    return String(decoding: uri, as: UTF8.self)
  }

  /// The bytes of a path; nil for what no path is written as, so that there is one URI for each path.
  package static func path(of uri: String) -> [UInt8]? {
    var path: [UInt8] = []
    var canonical: [UInt8] = []
    let names = uri.utf8.split(separator: .slash, omittingEmptySubsequences: false)
    for (index, encoded) in names.enumerated() {
      guard let name = [UInt8](unescaping: encoded), !name.isEmpty, name != [.dot], name != [.dot, .dot],
        !name.contains(where: { $0 == 0 || $0 == .slash })
      else { return nil }
      let isFolder = index < names.count - 1
      path += name + (isFolder ? [.slash] : [])
      append(name: name, isFolder: isFolder, to: &canonical)
    }
    return canonical.elementsEqual(uri.utf8) ? path : nil
  }
}

extension Unicode.Scalar {
  /// Control characters, line and paragraph separators, and the marks that turn the direction of text.
  fileprivate var isUnprintable: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(escaping byte: UInt8) {
    append(UInt8(ascii: "%"))
    for digit in [byte >> 4, byte & 15] { append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
  }

  /// Reads escapes; nil when one is broken.
  init?(unescaping text: some Collection<UInt8>) {
    self = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        append(byte)
        continue
      }
      let digits = rest.prefix(2).compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
      guard digits.count == 2 else { return nil }
      append(UInt8(digits[0] << 4 | digits[1]))
      rest = rest.dropFirst(2)
    }
  }
}
