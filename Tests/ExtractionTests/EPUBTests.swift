import Corpus
import Extraction
import Testing

/// Takes what is between tags, each paragraph a line.
private struct Tagless: Format {
  func extract(_ content: Content, in session: ExtractionSession) throws {
    let page = String(decoding: content.bytes, as: UTF8.self)
    let body = page.firstRange(of: "<body").map { page[$0.lowerBound...] } ?? page[...]
    let text = body.replacing(#/<[^>]*>/#, with: "\n").split(separator: "\n", omittingEmptySubsequences: true)
      .map { $0.trimmingPrefix { $0.isWhitespace } }.filter { !$0.isEmpty }.joined(separator: "\n")
    guard !text.isEmpty else { throw Failure("document.empty", content.uri, "holds no text", remedy: "nothing to do") }
    try session.emit(.document(Document(uri: content.uri, mediaType: "text/html", text: text)))
  }
}

private let epub = EPUBFormat(inner: Tagless())

@Suite struct EPUBTests {
  @Test func `chapters in reading order make one document`() throws {
    let document = try Collected(fixture("mill.epub"), uri: "mill.epub", format: epub).document()
    #expect(document.uri == "mill.epub")
    #expect(document.mediaType == "application/epub+zip")
    #expect(document.title == "The Hand Mill")
    #expect(document.metadata["author"] == "Ada Miller")
    #expect(document.text.hasPrefix("Grinding by hand\n"))
    #expect(document.text.hasSuffix("\n\nGrinding by water\nGroßmühlen came later."))
  }

  @Test func `chapters without headings get those of the table of contents`() throws {
    let document = try Collected(fixture("mill.epub"), uri: "mill.epub", format: epub).document()
    #expect(document.headings.map(\.title) == ["Grinding by hand", "Grinding by water"])
    for heading in document.headings { #expect(document.text(from: heading.offset).hasPrefix(heading.title)) }
  }

  @Test func `a missing chapter is refused, the rest is read`() throws {
    let got = try Collected(fixture("gone.epub"), uri: "gone.epub", format: epub)
    #expect(try #require(got.documents.first).text == "Grinding by water\nGroßmühlen came later.")
    #expect(
      got.refused.map { "\($0.uri) \($0.failure.code)" } == [
        "gone.epub!/OEBPS/sections/section0001.xhtml office.damaged"
      ])
  }

  @Test func `what is no book is refused`() throws {
    let got = try Collected(fixture("notes.zip"), uri: "notes.zip", format: epub)
    #expect(got.refused.map(\.failure.code) == ["office.damaged"])
  }

  @Test func `a book cut anywhere is refused`() throws {
    let whole = try fixture("mill.epub")
    for length in stride(from: 1, to: whole.count - 30, by: 101) {
      let got = try Collected(Array(whole.prefix(length)), uri: "cut.epub", format: epub)
      #expect(got.documents.isEmpty && got.refused.count == 1)
    }
  }
}
