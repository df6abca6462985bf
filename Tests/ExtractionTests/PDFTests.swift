import Corpus
import Extraction
import Testing

@Suite struct PDFTests {
  @Test func `a document by LibreOffice gives its text, pages, links and metadata`() throws {
    let document = try Collected(fixture("mill.pdf"), uri: "mill.pdf", format: PDFFormat()).document()
    #expect(document.mediaType == "application/pdf")
    #expect(document.title == "The Hand Mill")
    #expect(document.metadata["author"] == "Ada Miller")
    #expect(document.metadata["subject"] == "Milling")
    #expect(document.metadata["pages"] == .number(6))
    #expect(document.pages.map(\.number) == Array(1...6))
    #expect(document.links == [Link(target: "https://example.org/quern", text: "example.org")])
    #expect(document.text.hasPrefix("Grinding by hand\n\nA quern1 is a"))
    #expect(document.text.hasSuffix("Großmühlen came later."))
  }

  @Test func `headings stand where their titles are printed`() throws {
    let document = try Collected(fixture("mill.pdf"), uri: "mill.pdf", format: PDFFormat()).document()
    #expect(document.headings.map(\.title) == ["Grinding by hand", "Yields & times", "Grinding by water"])
    #expect(document.headings.map(\.level) == [1, 2, 1])
    for heading in document.headings { #expect(document.text(from: heading.offset).hasPrefix(heading.title + "\n\n")) }
  }

  @Test func `pages start at their first line`() throws {
    let document = try Collected(fixture("mill.pdf"), uri: "mill.pdf", format: PDFFormat()).document()
    #expect(document.pages[0].offset == 0)
    for (page, next) in zip(document.pages, document.pages.dropFirst()) {
      #expect(page.offset < next.offset)
      #expect(document.text(from: next.offset - 2).hasPrefix("\n\n"))
    }
  }

  @Test func `running headers, footers and page numbers are left out`() throws {
    let document = try Collected(fixture("mill.pdf"), uri: "mill.pdf", format: PDFFormat()).document()
    #expect(!document.text.contains("The running header"))
    #expect(!document.text.contains("Page "))
  }

  @Test func `paragraphs are apart, lines of one are not`() throws {
    let document = try Collected(fixture("mill.pdf"), uri: "mill.pdf", format: PDFFormat()).document()
    #expect(document.text.contains("grinds finer. Structured stones wear.\n\nFilling paragraph 0: the upper stone"))
    #expect(document.text.contains("rests, and\nwhat falls"))
  }

  @Test func `a broken word is joined only where the document has it whole`() throws {
    let document = try Collected(fixture("mill.pdf"), uri: "mill.pdf", format: PDFFormat()).document()
    #expect(document.text.contains("It is well-\nknown that a structured stone"))
  }

  @Test func `an encrypted document is refused without a password that fits, and read with one`() throws {
    let bytes = try fixture("encrypted.pdf")
    var options = ExtractionOptions()
    let closed = try Collected(bytes, uri: "encrypted.pdf", options: options, format: PDFFormat())
    #expect(closed.refused.map(\.failure.code) == ["pdf.encrypted"])
    options.passwords = ["wrong"]
    let wrong = try Collected(bytes, uri: "encrypted.pdf", options: options, format: PDFFormat())
    #expect(wrong.refused.map(\.failure.code) == ["pdf.encrypted"])
    options.passwords = ["wrong", "millstone"]
    let open = try Collected(bytes, uri: "encrypted.pdf", options: options, format: PDFFormat())
    #expect(try open.document().title == "The Hand Mill")
  }

  @Test func `a scan is refused`() throws {
    let got = try Collected(fixture("scan.pdf"), uri: "scan.pdf", format: PDFFormat())
    #expect(got.documents.isEmpty)
    #expect(got.refused.map(\.failure.code) == ["pdf.noText"])
  }

  @Test func `a scanned page among others is skipped and said so`() throws {
    let got = try Collected(fixture("mixed.pdf"), uri: "mixed.pdf", format: PDFFormat())
    #expect(try got.document().pages.map(\.number) == [1, 3])
    #expect(got.skipped.map(\.uri) == ["mixed.pdf#page=2"])
  }

  @Test func `a page that cannot be read is refused, the rest is read`() throws {
    var bytes = try fixture("mixed.pdf")
    // The first page's content stream loses its filter, so that its bytes make no sense any more.
    let filter = try #require(bytes.ranges(of: Array("/FlateDecode".utf8)).first)
    bytes.replaceSubrange(filter, with: Array("/FlateDecayed".utf8).prefix(filter.count))
    let got = try Collected(bytes, uri: "mixed.pdf", format: PDFFormat())
    #expect(try #require(got.documents.first).pages.map(\.number) == [3])
    #expect(got.refused.map { "\($0.uri) \($0.failure.code)" } == ["mixed.pdf#page=1 pdf.pageUnreadable"])
  }

  @Test func `a text longer than allowed is refused`() throws {
    var options = ExtractionOptions()
    options.maxTextBytes = 1000
    let got = try Collected(fixture("mill.pdf"), uri: "mill.pdf", options: options, format: PDFFormat())
    #expect(got.documents.isEmpty)
    #expect(got.refused.map(\.failure.code) == ["document.tooLarge"])
  }

  @Test func `a document cut short or full of wrong bytes is refused or read, never fatal`() throws {
    let whole = try fixture("mixed.pdf")
    for length in stride(from: 0, to: whole.count, by: whole.count / 40) {
      let got = try Collected(Array(whole.prefix(length)), uri: "cut.pdf", format: PDFFormat())
      #expect(!got.refused.isEmpty || !got.documents.isEmpty)
    }
    for seed in 1...40 {
      var bytes = whole
      for index in stride(from: seed, to: bytes.count, by: 211) { bytes[index] ^= UInt8(truncatingIfNeeded: seed * 37) }
      let got = try Collected(bytes, uri: "odd.pdf", format: PDFFormat())
      #expect(!got.refused.isEmpty || !got.documents.isEmpty)
    }
  }
}

extension Document {
  /// The text from a UTF-8 offset on.
  func text(from offset: Int) -> String { String(decoding: Array(text.utf8)[offset...], as: UTF8.self) }
}
