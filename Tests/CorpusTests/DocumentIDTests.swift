import Corpus
import Testing

@Suite struct DocumentIDTests {
  @Test func `identity is pipeline, source and URI`() {
    let id = DocumentID(pipeline: "p", source: "s", uri: "a.html")
    #expect(id == DocumentID(pipeline: "p", source: "s", uri: "a.html"))
    #expect(id != DocumentID(pipeline: "p", source: "t", uri: "a.html"))
    #expect(id != DocumentID(pipeline: "ps", source: "", uri: "a.html"))
  }

  @Test func `32 digits are read back`() {
    let id = DocumentID(pipeline: "p", source: "s", uri: "a.html")
    #expect("\(id)".count == 32)
    #expect(DocumentID(hex: "\(id)") == id)
    #expect(DocumentID(hex: "12") == nil)
  }
}
