/// Builds a frame: little-endian integers and length-prefixed UTF-8, with no alignment.
package struct ByteWriter {
  /// The frame so far, header included.
  package private(set) var bytes: [UInt8]

  package init(_ kind: Frame.Kind) { bytes = [0, 0, 0, 0, kind.rawValue] }

  package var payloadBytes: Int { bytes.count - Frame.headerBytes }

  package mutating func append(_ value: UInt8) { bytes.append(value) }

  package mutating func append(_ value: UInt32) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  package mutating func append(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// Numbers that are never negative and fit any machine: sizes, counts, offsets.
  package mutating func append(_ value: Int) { append(UInt64(bitPattern: Int64(value))) }

  package mutating func append(_ text: String) {
    var text = text
    text.withUTF8 {
      append(UInt32(clamping: $0.count))
      bytes.append(contentsOf: $0)
    }
  }

  package mutating func append(_ text: String?) {
    append(UInt8(text == nil ? 0 : 1))
    if let text { append(text) }
  }

  package mutating func append<Element>(_ list: [Element], _ appendElement: (inout ByteWriter, Element) -> Void) {
    append(UInt32(clamping: list.count))
    for element in list { appendElement(&self, element) }
  }

  /// The frame, ready to be sent.
  /// - Precondition: the payload is within the bound; items are checked before they get here.
  package consuming func frame() -> [UInt8] {
    precondition(payloadBytes <= Frame.maxPayloadBytes, "a frame over its bound")
    withUnsafeBytes(of: UInt32(payloadBytes).littleEndian) { bytes.replaceSubrange(0..<4, with: $0) }
    return bytes
  }
}
