/// Asks a child for what is in an object, whose descriptor travels with the frame.
struct ObjectRequest {
  var uri: String
  /// Bytes.
  var size: Int

  init(uri: String, size: Int) {
    self.uri = uri
    self.size = size
  }

  func frame() -> [UInt8] {
    var writer = ByteWriter(.object)
    writer.append(uri)
    writer.append(size)
    return writer.frame()
  }

  init(from reader: inout ByteReader) throws(ProtocolViolation) {
    uri = try reader.string()
    size = try reader.int()
    guard size >= 0 else { throw .numberTooLarge }
  }
}
