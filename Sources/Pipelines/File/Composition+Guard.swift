extension Composition {
  /// The first key that is no plain scalar, in a text with anchors.
  ///
  /// The YAML library hashes every key to find duplicates, and a key made of aliases of aliases takes it exponential
  /// time, so these are refused before it sees them. Linear; may refuse an odd but harmless text, never a usual one.
  static func keyOfAliases(in text: String) -> Place? {
    let bytes = Array(text.utf8)
    func opens(_ index: Int) -> Bool { index == 0 || " \t\r\n[{,".utf8.contains(bytes[index - 1]) }
    let hasAnchor = bytes.indices.contains { bytes[$0] == UInt8(ascii: "&") && opens($0) }
    guard hasAnchor else { return nil }
    let key = bytes.indices.first { index in
      switch bytes[index] {
      case UInt8(ascii: "?"): opens(index)
      case UInt8(ascii: ":"): isCollectionOrAlias(bytes[..<index])
      default: false
      }
    }
    return key.map { Place(after: String(decoding: bytes[..<$0], as: UTF8.self)) }
  }

  /// Whether the text before a colon ends in a flow collection or an alias.
  private static func isCollectionOrAlias(_ bytes: ArraySlice<UInt8>) -> Bool {
    let key = bytes.trimmingSuffix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    if key.last == UInt8(ascii: "]") || key.last == UInt8(ascii: "}") { return true }
    let beforeName = key.trimmingSuffix { byte in
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || Character(UnicodeScalar(byte)).isASCIIAlphanumeric
    }
    return beforeName.count < key.count && beforeName.last == UInt8(ascii: "*")
  }
}

extension Character {
  fileprivate var isASCIIAlphanumeric: Bool { isASCII && (isLetter || isNumber) }
}

extension ArraySlice {
  fileprivate func trimmingSuffix(while predicate: (Element) -> Bool) -> ArraySlice {
    self[..<(lastIndex { !predicate($0) }.map { $0 + 1 } ?? startIndex)]
  }
}
