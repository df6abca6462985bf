import Foundation
import Testing

/// API keys, from the command that makes them to the server that knows them.
@Suite struct KeyTests {
  @Test func `a key opens what it is for, until its line is deleted`() async throws {
    let place = try await Workspace.indexed(2)
    try place.write(ServerFile(more: ["auth: { apiKeys: { fromFile: keys } }"]))
    let all = try await place.quern("key", "ada")
    let other = try await place.quern("key", "bob", "--pipeline", "elsewhere")
    #expect(all.out.hasPrefix("ada:") && !all.out.contains(all.err.trimmed))
    try place.write("keys", all.out + other.out)
    let served = try await place.quern.serve("server.yaml")
    try await served.untilReady()
    func status(_ key: String) async throws -> Int {
      try await served.search("grain", headers: "X-API-Key: \(key)\r\n").status
    }
    #expect(try await served.search("grain").status == 401)
    #expect(try await status(all.err.trimmed) == 200)
    #expect(try await status(other.err.trimmed) == 403)
    #expect(try await status(all.err.trimmed + "x") == 401)
    try place.write("keys", other.out)
    try await served.until("the key is refused") { try await status(all.err.trimmed) == 401 }
    #expect(!served.log.contains(all.err.trimmed))
    try await served.end()
  }

  @Test func `a name that would break the file is refused`() async throws {
    let place = try Workspace()
    let refusal = try await place.quern("key", "a:b", exits: 64)
    #expect(refusal.err.contains("[auth.apiKeyName]") && refusal.out.isEmpty, "\(refusal)")
  }

  @Test func `each kind of file has a schema`() async throws {
    let place = try Workspace()
    #expect(try await place.quern("schema").out == place.quern("schema", "--kind", "pipeline").out)
    #expect(try await place.quern("schema", "--kind", "server").out.contains("allowAnonymous"))
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
