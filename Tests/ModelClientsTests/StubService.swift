import Foundation
import NIOHTTP1
import Stubs

/// A stub that is asked for embeddings.
struct StubService: Sendable {
  struct Request: Sendable, Decodable {
    var path = ""
    var authorization: String?
    var model: String
    var input: [String]
    var dimensions: Int?
    var encoding: String

    private enum CodingKeys: String, CodingKey {
      case model, input, dimensions
      case encoding = "encoding_format"
    }

    /// Nil for what is no request for embeddings.
    init?(_ request: StubServer.Request) {
      guard let read = try? JSONDecoder().decode(Self.self, from: Data(request.body.utf8)) else { return nil }
      self = read
      path = request.path
      authorization = request.headers.first(name: "authorization")
    }
  }

  typealias Reply = StubServer.Reply
  /// Answers the request with that number, counted from 0.
  typealias Script = @Sendable (Request, Int) -> Reply

  private let server: StubServer
  var requests: [Request] { server.requests.compactMap(Request.init) }
  var url: String { server.url }

  static func run(_ script: @escaping Script, _ body: (StubService) async throws -> Void) async throws {
    try await StubServer.run({ request, number in Request(request).map { script($0, number) } ?? .hangUp }) {
      try await body(StubService(server: $0))
    }
  }
}

extension StubServer.Reply {
  static func answer(_ body: String) -> Self { .answer(status: 200, body: body) }

  static func status(_ status: Int, _ headers: [String: String] = [:]) -> Self {
    .answer(status: status, headers: headers, body: #"{"error":{"message":"secret text","code":"some_code"}}"#)
  }
}
