import Corpus
import Glibc

/// Converts bytes of one encoding to UTF-8 with the C library's iconv.
final class Transcoder {
  private let handle: iconv_t
  private let encoding: TextEncoding
  /// Places where the input was not valid in its encoding; each became U+FFFD.
  private(set) var replaced = 0

  /// - Throws: ``Failure`` `encoding.unavailable` where the C library lacks the conversion.
  init(from encoding: TextEncoding, subject: String) throws {
    handle = iconv_open("UTF-8", encoding.name)
    self.encoding = encoding
    guard handle != iconv_t(bitPattern: -1) else {
      throw Failure(
        "encoding.unavailable", subject, "cannot be converted from \(encoding.name) on this system",
        remedy: "install the C library's gconv modules, or convert the file to UTF-8")
    }
  }

  deinit {
    if handle != iconv_t(bitPattern: -1) { iconv_close(handle) }
  }

  /// UTF-8 of the bytes, in time proportional to them. A character cut off at the end is left out.
  func utf8(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 2)
    iconv(handle, nil, nil, nil, nil)
    // iconv does not write through its input pointer, though its signature says it may.
    var next = UnsafeMutablePointer(mutating: bytes.bindMemory(to: CChar.self).baseAddress)
    var left = bytes.count
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { block in
      while left > 0 {
        var target = block.bindMemory(to: CChar.self).baseAddress
        var room = block.count
        let outcome = iconv(handle, &next, &left, &target, &room)
        let error = errno
        output.append(contentsOf: block.prefix(block.count - room))
        guard outcome == -1, error != E2BIG else { continue }
        guard error == EILSEQ else { break }
        output.append(contentsOf: [0xEF, 0xBF, 0xBD])
        replaced += 1
        let step = min(encoding.unitBytes, left)
        next = next?.advanced(by: step)
        left -= step
      }
    }
    return output
  }
}
