import Glibc

/// The bytes of a text in an encoding that iconv knows.
func encode(_ text: String, _ encoding: String) -> [UInt8] {
  let handle = iconv_open(encoding, "UTF-8")
  defer { iconv_close(handle) }
  var input = Array(text.utf8CString.dropLast())
  var output = [CChar](repeating: 0, count: input.count * 4 + 16)
  let written = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      var (source, target) = (input.baseAddress, output.baseAddress)
      var (left, room) = (input.count, output.count)
      guard iconv(handle, &source, &left, &target, &room) != -1, left == 0 else { return 0 }
      return output.count - room
    }
  }
  return output.prefix(written).map { UInt8(bitPattern: $0) }
}
