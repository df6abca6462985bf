/// A file of several messages, each after a line `From someone some day` (mbox, RFC 4155).
struct Mailbox {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  /// Nil for bytes that are a message by themselves.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.has("From ") else { return nil }
    self.bytes = bytes
  }

  /// The next message without its `From` line; nil at the end.
  mutating func next() -> UnsafeBufferPointer<UInt8>? {
    guard position < bytes.count else { return nil }
    let start = lineEnd(position)
    var end = start
    // A line that begins with `From` belongs to the text unless an empty line comes before it and a header after it.
    while let found = bytes.range(of: "\nFrom ", from: end) {
      end = found.lowerBound + 1
      let isAfterGap = bytes.has("\n", at: end - 2) || bytes.has("\n\r\n", at: end - 3)
      let header = UnsafeBufferPointer(rebasing: bytes[lineEnd(end)...].prefix(4096))
      if isAfterGap, MailHeader(header).mailFields > 0 {
        position = end
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
      }
    }
    position = bytes.count
    return UnsafeBufferPointer(rebasing: bytes[start...])
  }

  /// Where the line after the one at an offset begins.
  private func lineEnd(_ offset: Int) -> Int { bytes.offset(of: 0x0A, from: offset).map { $0 + 1 } ?? bytes.count }
}
