import Corpus
import Extraction
import Testing

@Suite struct OfficeTests {
  private static let article = """
    Grinding by hand

    A quern is a stone mill,  described at example.org.
    It has two\tstones.

    From Old English cweorn.

    - upper stone
      - with a handle
    - lower stone

    Yields & times

    Grain | Minutes
    Wheat (spelt) | 42

    After the table.
    """

  @Test(arguments: [
    ("mill.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("mill.odt", "application/vnd.oasis.opendocument.text"),
  ])
  func `a text keeps its headings, lists, tables, notes and links`(_ name: String, _ mediaType: String) throws {
    let document = try Collected(fixture(name), uri: name, format: OfficeFormat()).document()
    #expect(document.mediaType == mediaType)
    #expect(document.text.hasPrefix(Self.article))
    #expect(document.text.hasSuffix("Grinding by water\n\nGroßmühlen came later."))
    #expect(document.headings.map(\.title) == ["Grinding by hand", "Yields & times", "Grinding by water"])
    #expect(document.headings.map(\.level) == [1, 2, 1])
    for heading in document.headings { #expect(document.text(from: heading.offset).hasPrefix(heading.title + "\n\n")) }
    #expect(document.links == [Link(target: "https://example.org/quern", text: "example.org")])
    #expect(!document.text.contains("DELETEDWORD"))
  }

  @Test(arguments: ["mill.docx", "mill.odt"])
  func `a text says who wrote it and when`(_ name: String) throws {
    let document = try Collected(fixture(name), uri: name, format: OfficeFormat()).document()
    #expect(document.title == "The Hand Mill")
    #expect(document.metadata["author"] == "Ada Miller")
    #expect(document.metadata["subject"] == "Milling")
    #expect(document.metadata["keywords"] == "quern")
    guard case .string(let created) = document.metadata["created"] else { throw Missing.date }
    #expect(created.hasPrefix("2024-01-02T03:04:05"))
  }

  private enum Missing: Error { case date }

  @Test func `slides are pages with their titles first and their notes last`() throws {
    let document = try Collected(fixture("talk.pptx"), uri: "talk.pptx", format: OfficeFormat()).document()
    #expect(
      document.text == """
        Two stones

        one turns
        one rests

        Remember to show the stones.

        Water mills

        the river

        Wheel | Power
        overshot | high
        """)
    #expect(document.headings.map(\.title) == ["Two stones", "Water mills"])
    #expect(document.pages.map(\.number) == [1, 2])
    #expect(document.pages.map(\.offset) == document.headings.map(\.offset))
    #expect(document.links == [Link(target: "https://example.org/water", text: "the river")])
    #expect(document.title == "Mills, a talk")
  }

  @Test func `slides of OpenDocument are pages with their titles and notes too`() throws {
    let document = try Collected(fixture("talk.odp"), uri: "talk.odp", format: OfficeFormat()).document()
    #expect(
      document.text.hasPrefix("Two stones\n\n- one turns\n- one rests\n\nRemember to show the stones.\n\nthe river"))
    #expect(document.text.hasSuffix("Wheel | Power\novershot | high"))
    #expect(document.headings.map(\.title) == ["Two stones", "Water mills"])
    #expect(document.pages.map(\.number) == [1, 2])
  }

  @Test(arguments: ["accounts.xlsx", "accounts.ods"])
  func `sheets are pages by name, rows are lines, values are as shown`(_ name: String) throws {
    let document = try Collected(fixture(name), uri: name, format: OfficeFormat()).document()
    #expect(
      document.text == """
        Harvest 2024

        Grain | Weight | Day | Share | Paid
        Wheat & rye | 12.5 | 2024-08-15 | 12.5% | TRUE
         | 0.3 |  |  | total

        Notes

        Wheat & rye
        """)
    #expect(document.pages.map(\.label) == ["Harvest 2024", "Notes"])
    #expect(document.headings.map(\.title) == ["Harvest 2024", "Notes"])
  }

  @Test func `dates, times, long numbers and far columns are as shown, and empty sheets are left out`() throws {
    let document = try Collected(fixture("ledger.xlsx"), uri: "ledger.xlsx", format: OfficeFormat()).document()
    let gap = String(repeating: " | ", count: 16)
    #expect(
      document.text == """
        Ledger

        Day | Time | Amount | Far
        2024-02-29 | 2024-02-29T13:30 | 0.3
         |  | 1234567.5
         | 06:15
        source
        \(gap)last column

        Second

        two lines | TRUE
        """)
    #expect(document.pages.map(\.number) == [1, 3])
    #expect(document.links.map(\.target) == ["https://example.org/ledger"])
  }

  @Test(arguments: [
    ("bomb.docx", "office.documentType"), ("cut.docx", "office.damaged"), ("sealed.odt", "office.encrypted"),
    ("notes.zip", "office.damaged"),
  ])
  func `what was tampered with, or is no document, is refused`(_ name: String, _ code: String) throws {
    let got = try Collected(fixture(name), uri: name, format: OfficeFormat())
    #expect(got.documents.isEmpty)
    #expect(got.refused.map(\.failure.code) == [code])
  }

  @Test(arguments: ["mill.docx", "mill.odt", "talk.pptx", "accounts.xlsx"])
  func `a document cut short is refused, one with wrong bytes never fatal`(_ name: String) throws {
    let whole = try fixture(name)
    for length in stride(from: 1, to: whole.count - 30, by: whole.count / 50) {
      let got = try Collected(Array(whole.prefix(length)), uri: name, format: OfficeFormat())
      #expect(got.documents.isEmpty && got.refused.count == 1)
    }
    for seed in 1...50 {
      var bytes = whole
      for index in stride(from: seed * 7, to: bytes.count, by: 997) {
        bytes[index] ^= UInt8(truncatingIfNeeded: seed * 37)
      }
      let got = try Collected(bytes, uri: name, format: OfficeFormat())
      #expect(got.documents.count + got.refused.count == 1)
    }
  }

  @Test func `parts are counted while they are unpacked`() throws {
    var options = ExtractionOptions()
    options.maxUnpackedBytes = 10_000
    let got = try Collected(fixture("mill.docx"), uri: "mill.docx", options: options, format: OfficeFormat())
    #expect(got.refused.map(\.failure.code) == ["archive.tooLarge"])
  }

  @Test(arguments: ["mill.odt", "mill.docx", "accounts.xlsx"])
  func `a text longer than allowed is refused`(_ name: String) throws {
    var options = ExtractionOptions()
    options.maxTextBytes = 40
    let got = try Collected(fixture(name), uri: name, options: options, format: OfficeFormat())
    #expect(got.refused.map(\.failure.code) == ["document.tooLarge"])
  }
}
