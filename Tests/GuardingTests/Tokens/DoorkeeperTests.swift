import Corpus
import Fixtures
import Foundation
import Guarding
import Segments
import Testing

@Suite struct DoorkeeperTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func door(keys lines: String...) async throws -> Doorkeeper {
    let path = try folder.write(lines.joined(separator: "\n"), to: "keys")
    return try await Doorkeeper(settings: DoorSettings(apiKeys: path), recheck: .zero)
  }

  @Test func `a new key opens with its line, and no other does`() async throws {
    let (key, line) = try APIKeyLine.make(name: "ci@example")
    let (narrow, narrowLine) = try APIKeyLine.make(name: "wiki", pipelines: ["wiki", "manual"])
    let door = try await door(keys: "# keys", "", line, "  \(narrowLine)  # for the wiki\r")
    let principal = try await door.admit(authorization: nil, apiKey: key, remote: "192.0.2.1")
    #expect(principal == Principal(name: "ci@example", client: "key:ci@example"))
    let other = try await door.admit(authorization: "Basic eDp5", apiKey: narrow, remote: "192.0.2.1")
    #expect(other.pipelines == .only(["wiki", "manual"]))
    #expect(!line.contains(key) && key.utf8.count > 40)
    for wrong in [
      "", "x", key + " ", String(key.dropLast()), key.uppercased(), line, String(repeating: "k", count: 100_000),
    ] {
      let refusal = await #expect(throws: Refusal.self) {
        try await door.admit(authorization: nil, apiKey: wrong, remote: "192.0.2.1")
      }
      #expect(refusal?.code == "apiKey.unknown")
    }
  }

  @Test(arguments: ["", "a:b", "a b", "a,b", "ü", String(repeating: "n", count: 65), "a\n"])
  func `a name that could not be read back gets no key`(name: String) {
    #expect(throws: Failure.self) { try APIKeyLine.make(name: name) }
    #expect(throws: Failure.self) { try APIKeyLine.make(name: "a", pipelines: [name]) }
  }

  @Test(arguments: [
    "secret-key-in-plain", "name:abc", "name:" + String(repeating: "g", count: 64),
    ":" + String(repeating: "a", count: 64),
    "name:" + String(repeating: "a", count: 64) + ":", "name:" + String(repeating: "a", count: 64) + ":x:y",
    "name:" + String(repeating: "a", count: 64) + "\nother:" + String(repeating: "A", count: 64),
  ])
  func `a file with a line that is no key is refused, without repeating it`(line: String) async throws {
    let failure = await #expect(throws: Failure.self) { try await door(keys: "# first", line) }
    #expect(failure?.code == "auth.apiKeys")
    #expect(failure?.subject.hasSuffix(line.contains("\n") ? "keys:3" : "keys:2") == true)
    #expect(failure?.description.contains("plain") == false)
  }

  @Test func `a key that is taken out of the file opens no more`() async throws {
    let (key, line) = try APIKeyLine.make(name: "a")
    let (other, otherLine) = try APIKeyLine.make(name: "b")
    let door = try await door(keys: line)
    _ = try await door.admit(authorization: nil, apiKey: key, remote: "::1")
    try folder.write(otherLine, to: "keys")
    _ = try await door.admit(authorization: nil, apiKey: other, remote: "::1")
    await #expect(throws: Refusal.self) { try await door.admit(authorization: nil, apiKey: key, remote: "::1") }
  }

  @Test(arguments: [
    ("127.0.0.1", true), ("127.8.8.8", true), ("::1", true), ("::ffff:127.0.0.1", true), ("localhost", true),
    ("192.0.2.1", false), ("::", false), ("::2", false), ("2001:db8::1", false), ("127.0.0.1.example", false),
    ("", false),
  ])
  func `without doors only the own machine is let in`(remote: String, isIn: Bool) async throws {
    let door = try await Doorkeeper(settings: DoorSettings())
    if isIn {
      #expect(try await door.admit(authorization: nil, apiKey: nil, remote: remote).pipelines == .all)
    } else {
      let refusal = await #expect(throws: Refusal.self) {
        try await door.admit(authorization: nil, apiKey: nil, remote: remote)
      }
      #expect(refusal?.code == "auth.required")
    }
  }

  @Test func `an open door still looks at what is presented, and shows strangers only what is for all`() async throws {
    let (_, line) = try APIKeyLine.make(name: "a")
    let settings = DoorSettings(
      jwt: JWTSettings(
        keys: .secret(TokenMaker.secret),
        claimFilters: [
          ClaimFilter(claim: "groups", field: "team"), ClaimFilter(claim: "x", field: "y", isOptional: true),
        ]),
      apiKeys: try folder.write(line, to: "keys"), allowAnonymous: true)
    let door = try await Doorkeeper(settings: settings)
    let stranger = try await door.admit(authorization: nil, apiKey: nil, remote: "192.0.2.1")
    #expect(stranger.filters == [.oneOf("team", [])])
    await #expect(throws: Refusal.self) {
      try await door.admit(authorization: "Bearer nonsense", apiKey: nil, remote: "192.0.2.1")
    }
    await #expect(throws: Refusal.self) {
      try await door.admit(authorization: nil, apiKey: "nonsense", remote: "192.0.2.1")
    }
  }

  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "::ffff:192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
    ("2001:db8:0:1::1", "2001:db8:0:1:ffff::9", true), ("2001:db8:0:1::1", "2001:db8:0:2::1", false),
    ("fe80::1%eth0", "fe80::2%eth1", true),
  ])
  func `a limit counts those as one who can choose their address`(a: String, b: String, same: Bool) async throws {
    let door = try await Doorkeeper(settings: DoorSettings(allowAnonymous: true))
    let first = try await door.admit(authorization: nil, apiKey: nil, remote: a)
    let second = try await door.admit(authorization: nil, apiKey: nil, remote: b)
    #expect((first.client == second.client) == same)
  }
}
