/// The strings of a workbook, which its cells refer to by number.
struct SharedStrings {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  init() {}

  init(_ cursor: XMLCursor) throws {
    while let name = try cursor.nextElement() {
      guard name == "si" else { continue }
      try Self.appendText(of: cursor, to: &bytes)
      ends.append(bytes.count)
    }
  }

  subscript(index: Int) -> ArraySlice<UInt8>? {
    guard ends.indices.contains(index) else { return nil }
    return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// The text of a string, plain or in runs; how it is pronounced is left out.
  static func appendText(of cursor: XMLCursor, to bytes: inout [UInt8]) throws {
    try cursor.inside { event in
      guard event == .start else { return }
      switch cursor.name {
      case "t": try cursor.appendContent(to: &bytes)
      case "rPh": try cursor.skip()
      default: break
      }
    }
  }
}
