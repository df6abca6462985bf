import Foundation
import HTTPTypes
import Serving
import Testing

/// Requests that are wrong in every way, and what they are told.
@Suite struct RequestBoundsTests {
  let door: TestDoor

  init() async throws { door = try await TestDoor([try .aerodynamics()]) }

  static let wrong: [(body: String, status: Int, code: String, says: String)] = [
    ("", 400, "INVALID_REQUEST", "not JSON"), ("{", 400, "INVALID_REQUEST", "not JSON"),
    ("[]", 400, "INVALID_REQUEST", "not an object"), ("7", 400, "INVALID_REQUEST", "not an object"),
    ("null", 400, "INVALID_REQUEST", ""), (#"{}"#, 400, "INVALID_REQUEST", "query is missing"),
    (#"{"query": ""}"#, 400, "INVALID_REQUEST", "empty"), (#"{"query": " \n"}"#, 400, "INVALID_REQUEST", "empty"),
    (#"{"query": 7}"#, 400, "INVALID_REQUEST", "query must be a string"),
    (#"{"query": null}"#, 400, "INVALID_REQUEST", "query is missing"),
    (#"{"query": "\ud800"}"#, 400, "INVALID_REQUEST", "query must be a string"),
    (#"{"query": "a", "max_result": 5}"#, 400, "INVALID_REQUEST", #"did you mean "max_results"?"#),
    (#"{"query": "a", "zzz": 5}"#, 400, "INVALID_REQUEST", "there are query"),
    (#"{"query": "a", "max_results": 0}"#, 400, "INVALID_REQUEST", "from 1 to 100"),
    (#"{"query": "a", "max_results": 101}"#, 400, "INVALID_REQUEST", "from 1 to 100"),
    (#"{"query": "a", "max_results": 2.5}"#, 400, "INVALID_REQUEST", "a whole number"),
    (#"{"query": "a", "max_results": 1e30}"#, 400, "INVALID_REQUEST", "a whole number"),
    (#"{"query": "a", "max_results": "5"}"#, 400, "INVALID_REQUEST", "a whole number"),
    (#"{"query": "a", "max_results": true}"#, 400, "INVALID_REQUEST", "a whole number"),
    (#"{"query": "a", "strategy": "hybird"}"#, 400, "INVALID_REQUEST", #"did you mean "hybrid"?"#),
    (#"{"query": "a", "strategy": "graph"}"#, 422, "STRATEGY_NOT_CONFIGURED", "graph"),
    (#"{"query": "a", "strategy": "rerank"}"#, 422, "STRATEGY_NOT_CONFIGURED", "rerank"),
    (#"{"query": "a", "strategy": "self_rag"}"#, 422, "STRATEGY_NOT_CONFIGURED", "self_rag"),
    (#"{"query": "a", "similarity_threshold": 1.5}"#, 400, "INVALID_REQUEST", "from -1 to 1"),
    (#"{"query": "a", "similarity_threshold": 1e999}"#, 400, "INVALID_REQUEST", ""),
    (#"{"query": "a", "pipeline": "manul"}"#, 404, "NOT_FOUND", #"did you mean "manual"?"#),
    (#"{"query": "a", "generation": 9}"#, 404, "NOT_FOUND", "generation 9"),
    (#"{"query": "a", "generation": -1}"#, 400, "INVALID_REQUEST", "from 1"),
    (#"{"query": "a", "generation": 2147483648}"#, 400, "INVALID_REQUEST", "from 1"),
    (#"{"query": "a", "similarity_threshold": -1e-200, "pipeline": "x"}"#, 404, "NOT_FOUND", ""),
    (#"{"query": "a", "stream": "yes"}"#, 400, "INVALID_REQUEST", "true or false"),
    (#"{"query": "a", "filters": []}"#, 400, "INVALID_REQUEST", "filter"),
    (#"{"query": "a", "filters": {"year": {"about": 3}}}"#, 400, "INVALID_REQUEST", "does not exist"),
    (#"{"query": "a", "filters": {"year": {"in": 3}}}"#, 400, "INVALID_REQUEST", "wrong type"),
    (#"{"query": "a", "filters": {"year": {}}}"#, 400, "INVALID_REQUEST", "no condition"),
    (#"{"query": "a", "filters": {"year": {"gte": [1]}}}"#, 400, "INVALID_REQUEST", "no order"),
  ]

  @Test(arguments: wrong)
  func `a wrong request is told what is wrong`(
    wrong: (body: String, status: Int, code: String, says: String)
  ) async throws {
    let answer = try await door.search(wrong.body)
    #expect(answer.status == wrong.status && answer.code == wrong.code)
    #expect(answer.message?.contains(wrong.says) ?? false || wrong.says.isEmpty, "\(answer.text)")
    #expect(answer.details != nil && answer.headers[.contentType]?.hasPrefix("application/json") ?? false)
  }

  @Test func `bounds hold to the last one`() async throws {
    func search(_ query: String) async throws -> Int {
      try await door.search(#"{"query": "\#(query)"}"#).status
    }
    #expect(try await search(String(repeating: "é", count: 4096)) == 200)
    #expect(try await search(String(repeating: "e", count: 4097)) == 400)
    #expect(try await search(String(repeating: "日", count: 4096)) == 200)
    #expect(try await door.search(#"{"query": "wing", "max_results": 100}"#).status == 200)
    // One letter with thousands of accents is many characters all the same.
    #expect(try await search("e" + String(repeating: "\u{301}", count: 4096)) == 400)
  }

  @Test func `filters have a bound, and nesting has`() async throws {
    func filters(_ count: Int) -> String {
      let conditions = (0..<count).map { #""key\#($0)": \#($0)"# }.joined(separator: ", ")
      return #"{"query": "wing", "filters": {\#(conditions)}}"#
    }
    #expect(try await door.search(filters(32)).status == 200)
    #expect(try await door.search(filters(33)).code == "INVALID_REQUEST")
    let values = (0...256).map(String.init).joined(separator: ",")
    #expect(try await door.search(#"{"query": "wing", "filters": {"year": [\#(values)]}}"#).status == 400)
    for depth in [30, 600, 5000] {
      let deep = String(repeating: #"{"$not":"#, count: depth) + #"{"a": 1}"# + String(repeating: "}", count: depth)
      #expect(try await door.search(#"{"query": "wing", "filters": \#(deep)}"#).code == "INVALID_REQUEST")
      let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect(try await door.search(#"{"query": \#(lists)}"#).code == "INVALID_REQUEST")
    }
  }

  @Test func `a body is as long as it may be, and is JSON`() async throws {
    let long = #"{"query": "wing", "pipeline": "\#(String(repeating: "a", count: 70_000))"}"#
    #expect(try await door.search(long).code == "PAYLOAD_TOO_LARGE")
    let announced = try await door.search("{}", headers: [.contentLength: "99999999"])
    #expect(announced.status == 413)
    for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
      let answer = try await door.search(#"{"query": "wing"}"#, headers: [.contentType: type])
      #expect(answer.status == 415 && answer.code == "UNSUPPORTED_MEDIA_TYPE")
    }
    for type in ["application/json", "Application/JSON; charset=utf-8"] {
      #expect(try await door.search(#"{"query": "wing"}"#, headers: [.contentType: type]).status == 200)
    }
  }

  @Test(arguments: [
    ("/api/v1/search", HTTPRequest.Method.get, "POST, OPTIONS"), ("/api/v1/search", .put, "POST, OPTIONS"),
    ("/api/v1/health", .post, "GET, HEAD, OPTIONS"), ("/api/v1/documents/x", .delete, "GET, HEAD, OPTIONS"),
    ("/", .post, "GET, HEAD, OPTIONS"), ("/openapi.json", .patch, "GET, HEAD, OPTIONS"),
  ])
  func `other methods are refused with those that there are`(
    path: String, method: HTTPRequest.Method, allow: String
  ) async throws {
    let answer = try await door.send(method, path)
    #expect(answer.status == 405 && answer.headers[.allow] == allow)
    if path != "/" { #expect(answer.code == "METHOD_NOT_ALLOWED") }
    let options = try await door.send(.options, path)
    #expect(options.status == 204 && options.headers[.allow] == allow)
  }

  @Test(arguments: ["/nowhere", "/api/v1", "/api/v2/search", "/api/v1/documents", "/api/v1/chunks/a/b", "/..", "/%00"])
  func `there is nothing elsewhere`(path: String) async throws {
    #expect(try await door.get(path).code == "NOT_FOUND")
  }
}
