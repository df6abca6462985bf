import Foundation
import Testing

/// A login that may only read, as a query server's.
@Suite(.enabled(if: SharedCatalogue.url != nil, "needs QUERN_TEST_POSTGRES_URL")) struct ReaderTests {
  @Test func `doctor says what a login that may only read is enough for`() async throws {
    let place = try await Workspace.indexed(2)
    let server = try await OwnServer()
    let owner = try SharedCatalogue(place, url: server.url)
    try await owner.machine()("run", "pipeline.yaml")
    #expect(try await owner.machine()("doctor", "pipeline.yaml").out.contains("ok    store: "))
    try await owner.machine()("migrate", "pipeline.yaml", "--reader", "searcher", "--writer", "grinder")

    var reader = owner.machine("server")
    var address = try #require(URLComponents(string: server.url))
    address.user = "searcher"
    reader.environment["DATABASE_URL"] = address.string
    let findings = try await reader("doctor", "pipeline.yaml").out
    #expect(findings.contains("weak  store: ") && findings.contains("may only read"), "\(findings)")
    #expect(findings.contains("(runs need the writer's login)") && !findings.contains("FAIL"), "\(findings)")
    #expect(try await reader.find(Workspace.mark(1)) == [Workspace.uri(1)])
    #expect(try await reader("run", "pipeline.yaml", exits: 78).err.contains("[store.readOnly]"))
  }
}
