import Corpus
import Glibc

/// Where a request comes from, as far as limits and doors care.
struct RemoteAddress {
  let isLoopback: Bool
  /// One for everybody who can choose freely among these addresses: an IPv4 address, or a /64 of IPv6.
  let client: String

  private init(isLoopback: Bool, _ name: some StringProtocol) {
    self.isLoopback = isLoopback
    client = "address:\(name)"
  }

  init(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(four: withUnsafeBytes(of: &four, Array.init))
    } else if inet_pton(AF_INET6, String(text.prefix { $0 != "%" }), &six) == 1 {
      self.init(six: withUnsafeBytes(of: &six, Array.init))
    } else {
      // A unix socket, or nothing that a network gives.
      self.init(isLoopback: text == "localhost", text.prefix(64))
    }
  }

  private init(four bytes: [UInt8]) {
    self.init(isLoopback: bytes[0] == 127, bytes.map { String($0) }.joined(separator: "."))
  }

  private init(six bytes: [UInt8]) {
    let zeros = bytes.prefix { $0 == 0 }.count
    if zeros == 10, bytes[10] == 255, bytes[11] == 255 {
      // An IPv4 address, as a socket for both shows it.
      self.init(four: Array(bytes[12...]))
    } else {
      self.init(isLoopback: zeros == 15 && bytes[15] == 1, bytes[..<8].hex)
    }
  }
}
