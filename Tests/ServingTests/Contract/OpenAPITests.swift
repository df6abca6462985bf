import Corpus
import Foundation
import HTTPTypes
import Serving
import Testing

@Suite struct OpenAPITests {
  let door: TestDoor
  let document: [String: Any]

  init() async throws {
    door = try await TestDoor([try .aerodynamics()])
    document = try await door.get("/openapi.json").json
  }

  private var paths: [String: [String: [String: Any]]] {
    document["paths"] as? [String: [String: [String: Any]]] ?? [:]
  }

  @Test func `it has every route and nothing else`() {
    #expect(document["openapi"] as? String == "3.1.0")
    #expect(Set(paths.keys) == Set(Endpoint.allCases.map(\.rawValue)))
    for endpoint in Endpoint.allCases {
      let methods = Set(endpoint.methods.filter { $0 != .head }.map { $0.rawValue.lowercased() })
      #expect(Set(paths[endpoint.rawValue]?.keys.map(\.self) ?? []) == methods)
    }
  }

  @Test func `every reference leads somewhere`() throws {
    func references(_ value: Any) -> [String] {
      switch value {
      case let object as [String: Any]:
        object.flatMap { key, value in key == "$ref" ? [value as? String ?? ""] : references(value) }
      case let list as [Any]: list.flatMap(references)
      default: []
      }
    }
    let all = Set(references(document))
    #expect(all.count > 5)
    for reference in all {
      var place: Any? = document
      for key in reference.dropFirst(2).split(separator: "/") { place = (place as? [String: Any])?[String(key)] }
      #expect(place is [String: Any], "\(reference)")
    }
  }

  static let asked: [(method: HTTPRequest.Method, endpoint: Endpoint, path: String, body: String?, status: Int)] = [
    (.get, .page, "/?q=wing", nil, 200), (.get, .page, "/?q=wing&strategy=graph", nil, 422),
    (.get, .page, "/?generation=9&q=a", nil, 404), (.post, .search, "/api/v1/search", #"{"query": "wing"}"#, 200),
    (.post, .search, "/api/v1/search", "{}", 400),
    (.post, .search, "/api/v1/search", #"{"query": "a", "pipeline": "b"}"#, 404),
    (.get, .document, "/api/v1/documents/\(Sample.aerodynamics[0].id(in: "manual"))", nil, 200),
    (.get, .document, "/api/v1/documents/x", nil, 400),
    (.get, .chunk, "/api/v1/chunks/\(Sample.aerodynamics[0].id(in: "manual"))-0", nil, 200),
    (.get, .chunk, "/api/v1/chunks/\(Sample.aerodynamics[0].id(in: "manual"))-7", nil, 404),
    (.get, .pipelines, "/api/v1/pipelines", nil, 200), (.get, .health, "/api/v1/health", nil, 200),
    (.get, .ready, "/api/v1/ready", nil, 200), (.get, .openAPI, "/openapi.json", nil, 200),
  ]

  @Test func `answers have the statuses, types and members that it says`() async throws {
    for (method, endpoint, path, body, status) in Self.asked {
      let answer = try await door.send(method, path, body: body)
      #expect(answer.status == status, "\(path)")
      let operation = try #require(paths[endpoint.rawValue]?[method.rawValue.lowercased()])
      let responses = try #require(operation["responses"] as? [String: [String: Any]])
      let content = try #require(responses["\(status)"]?["content"] as? [String: [String: Any]], "\(path) \(status)")
      let type = try #require(answer.headers[.contentType]?.components(separatedBy: ";").first)
      let schema = try #require(content[type]?["schema"] as? [String: Any], "\(path) \(type)")
      guard let name = (schema["$ref"] as? String)?.components(separatedBy: "/").last else { continue }
      let schemas = (document["components"] as? [String: Any])?["schemas"] as? [String: [String: Any]]
      let required = try #require(schemas?[name]?["required"] as? [String])
      let properties = try #require(schemas?[name]?["properties"] as? [String: Any])
      let members = Set(try answer.json.keys)
      #expect(members.isSuperset(of: required) && members.isSubset(of: properties.keys), "\(name): \(members)")
    }
  }

  @Test func `every route says what its doors may refuse`() {
    for endpoint in Endpoint.allCases where !endpoint.isOpen {
      let operation = paths[endpoint.rawValue]?.values.first
      let statuses = Set((operation?["responses"] as? [String: Any])?.keys.map(\.self) ?? [])
      #expect(statuses.isSuperset(of: ["200", "400", "401", "403", "405", "429", "500"]), "\(endpoint)")
    }
  }
}
