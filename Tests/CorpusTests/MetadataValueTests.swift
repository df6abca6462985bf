import Corpus
import Foundation
import Testing

@Suite struct MetadataValueTests {
  @Test func `JSON is read into the kind it is`() throws {
    let text = #"{"year": 2020, "open": true, "tags": ["a", 1, false], "name": "x"}"#
    let read = try JSONDecoder().decode([String: MetadataValue].self, from: Data(text.utf8))
    let tags = MetadataValue.list(["a", .number(1), .bool(false)])
    #expect(read == ["year": .number(2020), "open": .bool(true), "tags": tags, "name": "x"])
    #expect(try JSONDecoder().decode([String: MetadataValue].self, from: JSONEncoder().encode(read)) == read)
  }
}
