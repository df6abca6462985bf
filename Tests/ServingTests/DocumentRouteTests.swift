import Corpus
import Foundation
import HTTPTypes
import Serving
import Testing

@Suite struct DocumentRouteTests {
  let catalogue: FakeCatalogue
  let door: TestDoor
  let layers = Sample.aerodynamics[2].id(in: "manual").description

  init() async throws {
    catalogue = try .aerodynamics()
    door = try await TestDoor([catalogue, try .aerodynamics("other")])
  }

  @Test func `a document is its metadata and its chunks in order`() async throws {
    let json = try await door.get("/api/v1/documents/\(layers)").json
    #expect(json["id"] as? String == layers && json["pipeline"] as? String == "manual")
    #expect(json["uri"] as? String == "layers.html" && json["title"] as? String == "Layers")
    #expect((json["metadata"] as? [String: Any])?["year"] as? Int == 1962 && json["chunk_count"] as? Int == 3)
    let chunks = try #require(json["chunks"] as? [[String: Any]])
    #expect(chunks.map { $0["id"] as? String } == (0...2).map { "\(layers)-\($0)" })
    #expect(chunks[1]["text"] as? String == "transition of a boundary layer")
  }

  @Test func `chunks of a long document come in parts`() async throws {
    let json = try await door.get("/api/v1/documents/\(layers)?offset=1&limit=1").json
    #expect((json["chunks"] as? [[String: Any]])?.map { $0["ordinal"] as? Int } == [1])
    #expect(try await door.get("/api/v1/documents/\(layers)?offset=\(Int32.max)").json["chunk_count"] as? Int == 3)
    for query in ["limit=0", "limit=1001", "offset=-1", "offset=x", "limits=3", "generation=0"] {
      #expect(try await door.get("/api/v1/documents/\(layers)?\(query)").code == "INVALID_REQUEST")
    }
  }

  @Test func `a chunk knows its document`() async throws {
    let json = try await door.get("/api/v1/chunks/\(layers)-1").json
    #expect(json["id"] as? String == "\(layers)-1" && json["document"] as? String == layers)
    #expect(json["text"] as? String == "transition of a boundary layer" && json["uri"] as? String == "layers.html")
    #expect(json["tokens"] as? Int == 5 && json["ordinal"] as? Int == 1)
  }

  @Test(arguments: [
    ("documents/0123456789abcdef0123456789abcdef", 404), ("documents/xyz", 400), ("documents/%2e%2e", 400),
    ("documents/0123456789abcdef0123456789abcdef0", 400), ("chunks/0123456789abcdef0123456789abcdef-0", 404),
    ("chunks/0123456789abcdef0123456789abcdef", 400), ("chunks/0123456789abcdef0123456789abcdef--1", 400),
    ("chunks/0123456789abcdef0123456789abcdef-99999999999999999999", 400),
    ("chunks/0123456789abcdef0123456789abcdef-01", 400),
  ])
  func `what is not there is not found, and what is no id is told so`(path: String, status: Int) async throws {
    #expect(try await door.get("/api/v1/" + path).status == status)
  }

  @Test func `an ordinal that there is not is not found`() async throws {
    #expect(try await door.get("/api/v1/chunks/\(layers)-3").code == "NOT_FOUND")
  }

  @Test func `ids are looked up in all pipelines, or in one`() async throws {
    let other = Sample.aerodynamics[2].id(in: "other").description
    #expect(try await door.get("/api/v1/documents/\(other)").json["pipeline"] as? String == "other")
    #expect(try await door.get("/api/v1/documents/\(other)?pipeline=other").status == 200)
    #expect(try await door.get("/api/v1/documents/\(other)?pipeline=manual").code == "NOT_FOUND")
    #expect(try await door.get("/api/v1/documents/\(other)?generation=1").code == "INVALID_REQUEST")
    #expect(try await door.get("/api/v1/documents/\(other)?generation=1&pipeline=other").status == 200)
  }

  @Test func `a tag saves sending what did not change`() async throws {
    let first = try await door.get("/api/v1/documents/\(layers)")
    let tag = try #require(first.headers[.eTag])
    let again = try await door.get("/api/v1/documents/\(layers)", headers: [.ifNoneMatch: tag])
    #expect(again.status == 304 && again.body.isEmpty && again.headers[.eTag] == tag)
    try catalogue.publish([Sample(uri: "new", title: nil, texts: ["shock waves"])])
    await Following(door.pipelines, log: .silent).look()
    #expect(try await door.get("/api/v1/documents/\(layers)", headers: [.ifNoneMatch: tag]).status == 200)
  }

  @Test func `pipelines tell what they hold`() async throws {
    let json = try await door.get("/api/v1/pipelines").json
    let pipelines = try #require(json["pipelines"] as? [[String: Any]])
    #expect(pipelines.map { $0["name"] as? String } == ["manual", "other"])
    #expect(pipelines[0]["documents"] as? Int == 4 && pipelines[0]["chunks"] as? Int == 7)
    #expect(pipelines[0]["strategies"] as? [String] == ["semantic", "lexical", "hybrid"])
    let generations = try #require(pipelines[0]["generations"] as? [[String: Any]])
    #expect(generations[0]["state"] as? String == "live")
    #expect(generations[0]["created_at"] as? String == "2023-11-14T22:13:20Z")
  }

  @Test func `of several pipelines one has to be named`() async throws {
    let answer = try await door.search(#"{"query": "wing"}"#)
    #expect(answer.code == "INVALID_REQUEST" && answer.message?.contains("manual, other") ?? false)
    #expect(try await door.search(#"{"query": "wing", "pipeline": "other"}"#).status == 200)
  }
}
