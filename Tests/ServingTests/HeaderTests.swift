import Foundation
import HTTPTypes
import Serving
import Testing

@Suite struct HeaderTests {
  private func door(origins: Set<String> = []) async throws -> TestDoor {
    var settings = ServerSettings()
    settings.origins = origins
    return try await TestDoor([try .aerodynamics()], settings: settings)
  }

  @Test(arguments: ["/", "/api/v1/health", "/api/v1/pipelines", "/nowhere", "/api/v1/documents/x"])
  func `every answer tells browsers to make nothing else of it`(path: String) async throws {
    let headers = try await door().get(path).headers
    #expect(headers[.xContentTypeOptions] == "nosniff" && headers[.init("X-Frame-Options")!] == "DENY")
    #expect(headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") ?? false)
    #expect(headers[.cacheControl] == "no-store" && headers[.init("Referrer-Policy")!] == "no-referrer")
  }

  @Test(arguments: [
    ("abc-123_x.y", true), ("", false), ("a b", false), ("a\"b", false), ("é", false),
    (String(repeating: "a", count: 64), true), (String(repeating: "a", count: 65), false),
  ])
  func `a request keeps its own id if it is plain`(id: String, isKept: Bool) async throws {
    let name = try #require(HTTPField.Name("X-Request-Id"))
    let answer = try await door().get("/api/v1/health", headers: [name: id])
    let given = try #require(answer.headers[name])
    #expect(isKept ? given == id : given != id && given.count == 16)
  }

  @Test func `listed origins may read answers, others may not`() async throws {
    let door = try await door(origins: ["https://app.example.org"])
    let known = try await door.get("/api/v1/health", headers: [.origin: "https://app.example.org"])
    #expect(known.headers[.accessControlAllowOrigin] == "https://app.example.org" && known.headers[.vary] == "Origin")
    for origin in ["https://evil.example", "https://app.example.org.evil", "null", "HTTPS://APP.EXAMPLE.ORG"] {
      let answer = try await door.get("/api/v1/health", headers: [.origin: origin])
      #expect(answer.headers[.accessControlAllowOrigin] == nil && answer.headers[.vary] == "Origin")
    }
    let none = try await self.door().get("/api/v1/health", headers: [.origin: "https://app.example.org"])
    #expect(none.headers[.accessControlAllowOrigin] == nil)
  }

  @Test func `a preflight is answered without a token`() async throws {
    let door = try await door(origins: ["https://app.example.org"])
    let answer = try await door.send(
      .options, "/api/v1/search",
      headers: [.origin: "https://app.example.org", .accessControlRequestMethod: "POST"], from: "10.0.0.1")
    #expect(answer.status == 204 && answer.headers[.accessControlAllowMethods] == "POST, OPTIONS")
    #expect(answer.headers[.accessControlAllowHeaders]?.contains("Authorization") ?? false)
    let refused = try await door.get("/api/v1/documents/x", headers: [.origin: "https://app.example.org"])
    #expect(refused.status == 400 && refused.headers[.accessControlAllowOrigin] == "https://app.example.org")
  }

  @Test(arguments: ["/", "/api/v1/health", "/api/v1/ready", "/api/v1/pipelines", "/openapi.json"])
  func `a HEAD is a GET without its body`(path: String) async throws {
    let door = try await door()
    let (head, get) = (try await door.send(.head, path), try await door.get(path))
    #expect(head.status == 200 && head.body.isEmpty && !get.body.isEmpty)
    #expect(head.headers[.contentLength] == get.headers[.contentLength])
  }
}
