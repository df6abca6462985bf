/// The mark that some files begin with; it names their encoding beyond doubt.
struct ByteOrderMark {
  let encoding: TextEncoding
  let length: Int

  init?(of bytes: UnsafeRawBufferPointer) {
    // UTF-32's little-endian mark begins with UTF-16's, so it is asked for first.
    let marks: [(TextEncoding, [UInt8])] = [
      (.utf32LittleEndian, [0xFF, 0xFE, 0, 0]), (.utf32BigEndian, [0, 0, 0xFE, 0xFF]), (.utf8, [0xEF, 0xBB, 0xBF]),
      (.utf16LittleEndian, [0xFF, 0xFE]), (.utf16BigEndian, [0xFE, 0xFF]),
    ]
    guard let (encoding, mark) = marks.first(where: { bytes.starts(with: $0.1) }) else { return nil }
    self.encoding = encoding
    length = mark.count
  }
}
