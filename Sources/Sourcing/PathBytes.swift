/// Paths are bytes: Linux allows any but the slash and NUL in a name.
extension UInt8 {
  static let slash = UInt8(ascii: "/")
  static let dot = UInt8(ascii: ".")
}

extension ArraySlice<UInt8> {
  /// Hands out the characters of a path, and the bytes that are none as runs without a scalar.
  func forEachCharacter(_ body: (_ scalar: Unicode.Scalar?, _ bytes: ArraySlice<UInt8>) -> Void) {
    var parser = UTF8.ForwardParser()
    var bytes = makeIterator()
    var position = startIndex
    while true {
      switch parser.parseScalar(from: &bytes) {
      case .valid(let encoded):
        body(UTF8.decode(encoded), self[position..<position + encoded.count])
        position += encoded.count
      case .error(let length):
        body(nil, self[position..<position + length])
        position += length
      case .emptyInput:
        return
      }
    }
  }
}
