/// The mark that some files begin with; it names their encoding beyond doubt.
struct ByteOrderMark {
  let encoding: TextEncoding
  let length: Int

  /// UTF-32's little-endian mark begins with UTF-16's, so it is asked for first.
  private static let marks: [(encoding: TextEncoding, bytes: [UInt8])] = [
    (.utf32LittleEndian, [0xFF, 0xFE, 0, 0]), (.utf32BigEndian, [0, 0, 0xFE, 0xFF]), (.utf8, [0xEF, 0xBB, 0xBF]),
    (.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF]),
  ]

  init?(of bytes: UnsafeRawBufferPointer) {
    guard let mark = Self.marks.first(where: { bytes.starts(with: $0.bytes) }) else { return nil }
    encoding = mark.encoding
    length = mark.bytes.count
  }
}
