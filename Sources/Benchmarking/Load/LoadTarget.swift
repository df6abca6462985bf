package import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// What a load test sends: the same request again and again, or a search for one query after another.
package struct LoadTarget: Sendable {
  package var url: String
  package var headers: [(name: String, value: String)]
  private let bodies: [ByteBuffer]

  /// A GET of an address.
  package init(url: String, headers: [(name: String, value: String)] = []) {
    self.url = url
    self.headers = headers
    bodies = []
  }

  /// A POST of a search, as the query API takes it, for each query in turn.
  package init(
    url: String, headers: [(name: String, value: String)] = [], queries: [String], strategy: String?, maxResults: Int
  ) throws {
    self.url = url
    self.headers = headers
    bodies = try queries.map { query in
      let encoder = JSONEncoder()
      encoder.keyEncodingStrategy = .convertToSnakeCase
      return ByteBuffer(bytes: try encoder.encode(Search(query: query, strategy: strategy, maxResults: maxResults)))
    }
  }

  private struct Search: Encodable {
    var query: String
    var strategy: String?
    var maxResults: Int
  }

  package func request(_ number: Int) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url)
    if !bodies.isEmpty {
      request.method = .POST
      request.headers.add(name: "content-type", value: "application/json")
      request.body = .bytes(bodies[number % bodies.count])
    }
    for header in headers { request.headers.replaceOrAdd(name: header.name, value: header.value) }
    return request
  }
}
