package import Corpus
import Foundation

/// Where Redis is, and what opens it.
package struct RedisAddress: Hashable, Sendable {
  enum Place: Hashable, Sendable {
    case tcp(host: String, port: Int32)
    case unix(path: String)
  }

  let place: Place
  let user: String?
  let password: String?
  let database: Int

  /// Reads `redis://[[user]:password@]host[:port][/database]`, or `unix://[[user]:password@]/path[?db=database]`, which
  /// may also start with `redis+socket://`. User, password and path are percent-decoded.
  ///
  /// - Throws: ``Failure`` `redis.tls` for `rediss://`, else `redis.address`; neither holds any part of the address.
  package init(_ url: String) throws(Failure) {
    guard let mark = url.firstRange(of: "://") else { throw Self.failure("has no scheme") }
    let rest = url[mark.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let path = rest[authority.endIndex...].prefix { $0 != "?" }
    let query = rest[path.endIndex...].dropFirst()
    let at = authority.lastIndex(of: "@")
    let server = at.map { authority[authority.index(after: $0)...] } ?? authority
    (user, password) = try Self.account(at.map { authority[..<$0] } ?? "")

    switch url[..<mark.lowerBound].lowercased() {
    case "redis":
      place = try Self.server(server)
      database = try Self.database(path.dropFirst(), query)
    case "unix", "redis+socket":
      guard server.isEmpty else { throw Self.failure("has a host before the path of a socket: write unix:///path") }
      place = .unix(path: try Self.socket(path))
      database = try Self.database("", query)
    case "rediss":
      throw Failure(
        "redis.tls", "the address of Redis", "asks for TLS (rediss://), which this build does not speak to Redis",
        remedy: "run stunnel or a sidecar beside the server, and give its redis:// or unix:// address",
        verdict: .stop(.configuration))
    default: throw Self.failure("has a scheme that is not known")
    }
  }

  private static func account(_ text: Substring) throws(Failure) -> (user: String?, password: String?) {
    guard !text.isEmpty else { return (nil, nil) }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let user = parts[0].removingPercentEncoding, let password = parts[1].removingPercentEncoding
    else { throw failure("has something before the @ that is not user:password") }
    return (user.isEmpty ? nil : user, password.isEmpty ? nil : password)
  }

  private static func server(_ text: Substring) throws(Failure) -> Place {
    // An address of IPv6 stands in brackets, as it has colons itself.
    let bracket = text.hasPrefix("[") ? text.firstIndex(of: "]") : nil
    let host = bracket.map { text[text.index(after: text.startIndex)..<$0] } ?? text.prefix { $0 != ":" }
    let rest = bracket.map { text[text.index(after: $0)...] } ?? text[host.endIndex...]
    guard !host.isEmpty, !host.utf8.contains(0) else { throw failure("has no host") }
    if rest.isEmpty { return .tcp(host: String(host), port: 6379) }
    guard rest.hasPrefix(":"), let port = UInt16(rest.dropFirst()), port > 0 else {
      throw failure("has no port behind the colon")
    }
    return .tcp(host: String(host), port: Int32(port))
  }

  private static func socket(_ text: Substring) throws(Failure) -> String {
    // Longer ones would be cut by the kernel's structure, and another socket opened.
    guard let path = text.removingPercentEncoding, !path.isEmpty, path.utf8.count < 108, !path.utf8.contains(0) else {
      throw failure("has no path of a socket, or one of more than 107 bytes")
    }
    return path
  }

  private static func database(_ path: Substring, _ query: Substring) throws(Failure) -> Int {
    let text = query.isEmpty ? path : path.isEmpty && query.hasPrefix("db=") ? query.dropFirst(3) : "?"
    guard let number = text.isEmpty ? 0 : Int(text), number >= 0 else {
      throw failure("does not end in the number of a database")
    }
    return number
  }

  private static func failure(_ problem: String) -> Failure {
    Failure(
      "redis.address", "the address of Redis", problem,
      remedy: "write redis://user:password@host:6379/0 or unix:///path/of.sock?db=0", verdict: .stop(.configuration))
  }
}

extension RedisAddress: CustomStringConvertible {
  /// Without user and password.
  package var description: String {
    switch place {
    case .tcp(let host, let port): "redis://\(host.contains(":") ? "[\(host)]" : host):\(port)/\(database)"
    case .unix(let path): "unix://\(path)?db=\(database)"
    }
  }
}

extension RedisAddress: CustomReflectable {
  /// A dump or a failed expectation does not show the password either.
  package var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
