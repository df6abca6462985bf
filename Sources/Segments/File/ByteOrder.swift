import Glibc

/// Negative, zero or positive as some bytes come before, are, or come after others; a prefix comes before.
func byteOrder(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Int {
  guard let first = a.baseAddress, let second = b.baseAddress else { return a.count - b.count }
  let order = memcmp(first, second, min(a.count, b.count))
  return order != 0 ? Int(order) : a.count - b.count
}
