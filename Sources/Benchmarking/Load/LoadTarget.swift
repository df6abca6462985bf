package import Foundation
import NIOCore
import NIOHTTP1

/// What a load test sends: the same request again and again, or a search for one query after another.
package struct LoadTarget: Sendable {
  package let url: String
  let host: String
  let port: Int
  let isEncrypted: Bool
  private let requests: [Request]

  struct Request: Sendable {
    var head: HTTPRequestHead
    var body: ByteBuffer?
  }

  /// A GET of an address.
  package init(url: URL, headers: [(name: String, value: String)] = []) {
    self.init(url: url, headers: headers, bodies: [])
  }

  /// A POST of a search, as the query API takes it, for each query in turn.
  package init(
    url: URL, headers: [(name: String, value: String)] = [], queries: [String], strategy: String?, maxResults: Int
  ) throws {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = .sortedKeys
    let bodies = try queries.map { query in
      ByteBuffer(bytes: try encoder.encode(Search(query: query, strategy: strategy, maxResults: maxResults)))
    }
    self.init(url: url, headers: headers, bodies: bodies)
  }

  private struct Search: Encodable {
    var query: String
    var strategy: String?
    var maxResults: Int
  }

  private init(url: URL, headers: [(name: String, value: String)], bodies: [ByteBuffer]) {
    self.url = url.absoluteString
    isEncrypted = url.scheme == "https"
    let host = url.host ?? ""
    self.host = host
    port = url.port ?? (isEncrypted ? 443 : 80)
    let path = url.path.isEmpty ? "/" : url.path(percentEncoded: true)
    let uri = path + (url.query(percentEncoded: true).map { "?" + $0 } ?? "")
    let authority = (host.contains(":") ? "[\(host)]" : host) + (url.port.map { ":\($0)" } ?? "")
    func head(_ method: HTTPMethod, length: Int?) -> HTTPRequestHead {
      var head = HTTPRequestHead(version: .http1_1, method: method, uri: uri)
      head.headers.add(name: "host", value: authority)
      if let length {
        head.headers.add(name: "content-type", value: "application/json")
        head.headers.add(name: "content-length", value: "\(length)")
      }
      for header in headers { head.headers.replaceOrAdd(name: header.name, value: header.value) }
      return head
    }
    requests =
      bodies.isEmpty
      ? [Request(head: head(.GET, length: nil))]
      : bodies.map { Request(head: head(.POST, length: $0.readableBytes), body: $0) }
  }

  func request(_ number: Int) -> Request { requests[number % requests.count] }
}
