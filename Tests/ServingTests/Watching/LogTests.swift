import Corpus
import HTTPTypes
import Serving
import Testing

@Suite struct LogTests {
  private func ask(_ settings: ServerSettings) async throws -> [String] {
    let log = LineLog()
    let door = try await TestDoor([try .aerodynamics()], settings: settings, log: log.logger)
    let headers: HTTPFields = [.authorization: "Bearer hush-hush", .cookie: "crumbs"]
    _ = try await door.search(#"{"query": "boundary whisper"}"#, headers: headers)
    _ = try await door.get("/?q=whisper", headers: headers)
    _ = try await door.get("/api/v1/documents/x\u{1b}[31m?token=hush-hush")
    _ = try await door.get("/api/v1/health")
    return log.lines
  }

  @Test func `a request is one line, without secrets and without what was asked`() async throws {
    let lines = try await ask(ServerSettings())
    #expect(lines.count == 3, "probes that go well are not worth one")
    #expect(lines[0].hasPrefix("info request ") && lines[0].contains("method=POST ms="))
    #expect(lines[0].contains("path=/api/v1/search"))
    #expect(lines[0].contains("status=200") && lines[0].contains("who=anonymous") && lines[0].contains("request_id="))
    #expect(!lines.contains { $0.contains("whisper") || $0.contains("hush") || $0.contains("crumbs") })
  }

  @Test func `what was asked is logged where that is wanted`() async throws {
    var settings = ServerSettings()
    settings.logsQueries = true
    settings.logsRequests = false
    let lines = try await ask(settings)
    #expect(lines.count == 2 && lines.allSatisfy { $0.contains("whisper") && !$0.contains("hush") })
  }

  @Test func `a failing catalogue is one line, and one when it is well again`() async throws {
    let catalogue = try FakeCatalogue.aerodynamics()
    let (log, pipeline) = (LineLog(), catalogue.served())
    let following = Following([pipeline], log: log.logger)
    await following.look()
    catalogue.fail(Failure("store.unavailable", "store", "is away", remedy: "start it"))
    for _ in 0..<5 { await following.look() }
    catalogue.fail(nil)
    for _ in 0..<5 { await following.look() }
    #expect(log.lines.map { $0.prefix { $0 != " " } } == ["notice", "warning", "notice"])
    #expect(log.lines[1].contains("code=store.unavailable") && log.lines[1].contains("(start it)"))
  }

  @Test func `a model that differs is one line`() async throws {
    let catalogue = try FakeCatalogue.aerodynamics()
    let log = LineLog()
    let following = Following([catalogue.served(model: Letters(version: 2), onMismatch: .lexical)], log: log.logger)
    for _ in 0..<5 { await following.look() }
    #expect(log.lines.count { $0.contains("searches by words alone") && $0.contains("code=model.differs") } == 1)
  }
}
