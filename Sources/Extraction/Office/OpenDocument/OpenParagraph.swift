/// A paragraph of an OpenDocument while it is being read: white space as browsers collapse it.
struct OpenParagraph {
  private(set) var text: [UInt8] = []
  /// Level of the outline, for headings.
  var headingLevel: Int?
  /// Notes referred to, in order.
  var notes: [[UInt8]] = []
  /// Where the text of the open link starts, and where the link leads.
  var link: (start: Int, target: String)?
  private var isAfterSpace = true

  init(headingLevel: Int? = nil) { self.headingLevel = headingLevel }

  /// Text as it stands in the file.
  mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) {
    for byte in utf8 {
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        if !isAfterSpace { text.append(0x20) }
        isAfterSpace = true
      } else {
        text.append(byte)
        isAfterSpace = false
      }
    }
  }

  /// A space, tab or line end that was set on purpose.
  mutating func append(_ character: Unicode.Scalar, count: Int = 1) {
    text.append(contentsOf: repeatElement(UInt8(truncatingIfNeeded: character.value), count: count))
    isAfterSpace = false
  }
}
