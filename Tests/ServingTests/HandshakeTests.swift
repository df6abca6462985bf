import Corpus
import HTTPTypes
import Indexing
import Serving
import Testing

@Suite struct HandshakeTests {
  static let strangers = [
    Letters(version: 2), Letters(isSound: false),
  ]

  @Test(arguments: strangers)
  func `with another model, or a broken one, nothing is answered`(model: Letters) async throws {
    let door = try await TestDoor([try .aerodynamics()], model: model, onMismatch: .refuse)
    #expect(try await door.get("/api/v1/ready").code == "NOT_READY")
    #expect(try await door.search(#"{"query": "wing"}"#).code == "NOT_READY")
    #expect(door.pipelines[0].problem?.code.hasPrefix("model.") ?? false)
  }

  @Test(arguments: strangers, ["hybrid", "semantic", "lexical"])
  func `with another model, or a broken one, words alone are searched where that is wished, and every answer says so`(
    model: Letters, strategy: String
  ) async throws {
    let door = try await TestDoor([try .aerodynamics()], model: model, onMismatch: .lexical)
    #expect(try await door.get("/api/v1/ready").status == 200)
    let answer = try await door.search(#"{"query": "boundary layer", "strategy": "\#(strategy)"}"#)
    #expect(try answer.json["strategy"] as? String == "lexical")
    #expect(try answer.json["degraded"] as? [String] == (strategy == "lexical" ? [] : ["semantic"]))
    #expect(answer.hits.first?["uri"] as? String == "layers.html")
  }

  @Test func `a generation of another model is not taken over where that is refused`() async throws {
    let catalogue = try FakeCatalogue.aerodynamics()
    let door = try await TestDoor([catalogue])
    let second = catalogue.addGeneration(.building, model: Letters(version: 2))
    try catalogue.publish([Sample(uri: "only", title: nil, texts: ["shock waves"])], to: second)
    catalogue.promote(second)
    await Following(door.pipelines, log: .silent).look()
    #expect(door.pipelines[0].problem?.code == "model.differs")
    #expect(try await door.search(#"{"query": "wing"}"#).json["generation"] as? Int == 1)
  }

  @Test func `a model that fails later costs its half of a hybrid search only`() async throws {
    let problem = Failure("service.unreachable", "model", "is away", remedy: "start it")
    let door = try await TestDoor([try .aerodynamics()], model: Letters(problem: problem))
    let hybrid = try await door.search(#"{"query": "boundary layer"}"#)
    #expect(try hybrid.json["degraded"] as? [String] == ["semantic"] && hybrid.hits.count == 1)
    let semantic = try await door.search(#"{"query": "boundary layer", "strategy": "semantic"}"#)
    #expect(semantic.status == 503 && semantic.code == "MODEL_UNAVAILABLE" && semantic.headers[.retryAfter] == "1")
  }
}
