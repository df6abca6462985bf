extension StringProtocol {
  /// Without white space at either end.
  var trimmed: String {
    let bytes = Array(utf8)
    guard let start = bytes.firstIndex(where: { $0 > 0x20 }), let end = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return ""
    }
    return String(decoding: bytes[start...end], as: UTF8.self)
  }

  /// On one line: every run of white space is one space, none at either end.
  var onOneLine: String {
    var line: [UInt8] = []
    var space = false
    for byte in utf8 {
      if byte <= 0x20 {
        space = true
      } else {
        if space, !line.isEmpty { line.append(0x20) }
        space = false
        line.append(byte)
      }
    }
    return String(decoding: line, as: UTF8.self)
  }
}

extension String {
  /// Without empty lines at the start and white space at the end.
  var trimmingLines: String {
    let bytes = utf8
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return ""
    }
    let lineStart = bytes[..<first].lastIndex(of: 0x0A).map { bytes.index(after: $0) } ?? startIndex
    return String(self[lineStart...last])
  }
}
