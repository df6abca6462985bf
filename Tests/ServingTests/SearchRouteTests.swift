import Corpus
import Foundation
import Serving
import Testing

@Suite struct SearchRouteTests {
  let door: TestDoor

  init() async throws { door = try await TestDoor([try .aerodynamics()]) }

  @Test(arguments: ["hybrid", "semantic", "lexical"])
  func `a search answers what was found and where`(strategy: String) async throws {
    let answer = try await door.search(#"{"query": "transition of a boundary layer", "strategy": "\#(strategy)"}"#)
    let json = try answer.json
    #expect(answer.status == 200)
    #expect(json["strategy"] as? String == strategy && json["pipeline"] as? String == "manual")
    #expect(json["generation"] as? Int == 1 && json["revision"] as? Int == 1)
    #expect((json["degraded"] as? [String]) == [] && json["took_ms"] is NSNumber)
    let first = try #require(answer.hits.first)
    #expect(first["uri"] as? String == "layers.html" && first["rank"] as? Int == 1)
    #expect(first["text"] as? String == "transition of a boundary layer")
  }
}
