import Corpus
import Foundation
import HTTPTypes
import Serving
import Testing

@Suite struct StreamTests {
  @Test func `a stream tells every stage, then the answer with its citations`() async throws {
    let door = try await TestDoor([try .aerodynamics()])
    let answer = try await door.search(#"{"query": "boundary layer", "stream": true}"#)
    #expect(answer.status == 200 && answer.headers[.contentType]?.hasPrefix("text/event-stream") ?? false)
    let progress = answer.events.filter { $0["type"] as? String == "retrieval_progress" }
    let stages = progress.compactMap { ($0["data"] as? [String: Any])?["stage"] as? String }
    #expect(Set(stages) == ["embed", "lexical", "semantic", "feedback", "fuse"] && stages.last == "fuse")
    let lexical = try #require(progress.first { ($0["data"] as? [String: Any])?["stage"] as? String == "lexical" })
    #expect((lexical["data"] as? [String: Any])?["documents"] as? Int == 3)
    let last = try #require(answer.events.last)
    let complete = try #require(last["data"] as? [String: Any])
    #expect(last["type"] as? String == "complete" && complete["generation"] as? Int == 1)
    let hits = try #require(complete["hits"] as? [[String: Any]])
    let citations = try #require(complete["citations"] as? [[String: Any]])
    #expect(citations.map { $0["chunk"] as? String } == hits.map { $0["chunk"] as? String } && !hits.isEmpty)
  }

  @Test func `what a stream refuses before it begins has a status`() async throws {
    let door = try await TestDoor([try .aerodynamics()])
    #expect(try await door.search(#"{"query": "a", "stream": true, "strategy": "graph"}"#).status == 422)
    #expect(try await door.search(#"{"query": "", "stream": true}"#).status == 400)
    let empty = try await TestDoor([try FakeCatalogue()])
    #expect(try await empty.search(#"{"query": "a", "stream": true}"#).code == "NOT_READY")
  }

  @Test func `a stream that waits says so, and one that takes too long ends with an error`() async throws {
    var settings = ServerSettings()
    // It says so twice a second.
    settings.timeout = .seconds(5)
    let door = try await TestDoor(
      [try .aerodynamics()], model: Letters(latch: Latch()), settings: settings)
    let answer = try await door.search(#"{"query": "boundary layer", "stream": true}"#)
    #expect(answer.text.contains(": waiting\n\n"))
    #expect(answer.events.last?["type"] as? String == "error")
    #expect((answer.events.last?["data"] as? [String: Any])?["code"] as? String == "TIMEOUT")
  }
}
