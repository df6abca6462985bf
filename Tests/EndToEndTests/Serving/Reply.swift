import Foundation
import Wires

/// An answer over HTTP, read to its end.
struct Reply: Sendable {
  /// 0 if none came.
  var status: Int
  var headers: String
  var body: String

  /// - Parameter request: has to ask for the connection to be closed.
  init(_ port: Int, _ request: String) async throws {
    let text = try await Wire.blocking {
      let wire = try Wire(port)
      wire.send(request)
      return wire.rest() ?? ""
    }
    self.init(text)
  }

  init(_ text: String) {
    let end = text.firstRange(of: "\r\n\r\n")
    headers = String(end.map { text[..<$0.lowerBound] } ?? text[...])
    body = String(end.map { text[$0.upperBound...] } ?? "")
    status = headers.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  }

  /// The URIs of a search's hits, best first.
  var uris: [String] {
    struct Answer: Decodable {
      var hits: [Hit]
      struct Hit: Decodable { var uri: String }
    }
    return (try? JSONDecoder().decode(Answer.self, from: Data(body.utf8)))?.hits.map(\.uri) ?? []
  }
}
