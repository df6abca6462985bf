import Foundation
import HTTPTypes
import Serving
import Testing
import Tracing

@Suite struct TraceTests {
  let tracer = KeptSpans.shared

  @Test func `a search is a trace from its request to its stages`() async throws {
    let door = try await TestDoor([try .aerodynamics()])
    let trace = "00-\(UUID().uuidString.lowercased().replacing("-", with: ""))-00f067aa0ba902b7-01"
    let name = try #require(HTTPField.Name("traceparent"))
    let answer = try await door.search(#"{"query": "boundary layer"}"#, headers: [name: trace])
    #expect(answer.headers[name] == trace)
    let spans = tracer.spans(of: trace)
    let request = try #require(spans.first { $0.name == "POST /api/v1/search" })
    let query = try #require(spans.first { $0.name == "query" })
    #expect(request.parent == nil && query.parent == request.id)
    let stages = spans.filter { $0.parent == query.id }
    #expect(stages.map(\.name).sorted() == ["embed", "fuse", "search", "search", "search"])
    #expect(stages.contains { $0.attributes.get("search.found") == .int64(3) })
  }
}
