import Corpus
import Extraction
import Glibc
import Testing

/// Pages as real programs write them.
@Suite struct `Real pages` {
  @Test func `a page of PostgreSQL's manual gives its text, headings and links, and no navigation`() throws {
    let document = try Extracted(fixture("postgresql.html"), named: "postgresql.html").document
    #expect(document.text + "\n" == String(decoding: try fixture("postgresql.txt"), as: UTF8.self))
    #expect(document.title == "DROP PUBLICATION")
    #expect(
      document.headings.map(\.title) == [
        "DROP PUBLICATION", "Synopsis", "Description", "Parameters", "Examples", "Compatibility", "See Also",
      ])
    #expect(document.links.map(\.target) == ["sql-createpublication.html", "sql-alterpublication.html"])
  }

  @Test func `a page of Python's documentation gives its text and its heading, and no navigation`() throws {
    let document = try Extracted(fixture("python.html"), named: "python.html").document
    #expect(document.text + "\n" == String(decoding: try fixture("python.txt"), as: UTF8.self))
    #expect(document.title == "html — HyperText Markup Language support — Python 3.11.2 documentation")
    #expect(document.headings == [Heading(offset: 0, level: 1, title: "html — HyperText Markup Language support")])
    #expect(document.metadata == ["language": "en"])
  }

  private func fixture(_ name: String) throws -> [UInt8] {
    let folder = String(#filePath.prefix(upTo: try #require(#filePath.lastIndex(of: "/")))) + "/Fixtures/markup/"
    let file = try #require(fopen(folder + name, "rb"))
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let size = ftell(file)
    rewind(file)
    return [UInt8](unsafeUninitializedCapacity: size) { $1 = fread($0.baseAddress, 1, size, file) }
  }
}
