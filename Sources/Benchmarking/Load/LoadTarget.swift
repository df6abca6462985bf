package import Foundation
import NIOCore
import NIOHTTP1

/// What a load test sends: the same request again and again, or a search for one query after another.
package struct LoadTarget: Sendable {
  package let url: String
  let host: String
  let port: Int
  let isEncrypted: Bool
  /// As they go over the wire: writing them anew each time would take processor time from the server beside.
  private let requests: [ByteBuffer]

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
    func request(_ method: HTTPMethod, _ body: ByteBuffer?) -> ByteBuffer {
      var fields = HTTPHeaders([("host", authority)])
      if let body {
        fields.add(name: "content-type", value: "application/json")
        fields.add(name: "content-length", value: "\(body.readableBytes)")
      }
      for header in headers { fields.replaceOrAdd(name: header.name, value: header.value) }
      var bytes = ByteBuffer(string: "\(method.rawValue) \(uri) HTTP/1.1\r\n")
      for field in fields { bytes.writeString("\(field.name): \(field.value)\r\n") }
      bytes.writeString("\r\n")
      if let body { bytes.writeImmutableBuffer(body) }
      return bytes
    }
    requests = bodies.isEmpty ? [request(.GET, nil)] : bodies.map { request(.POST, $0) }
  }

  func request(_ number: Int) -> ByteBuffer { requests[number % requests.count] }
}
