import Corpus
import Extraction
import Testing

@Suite struct `Markdown` {
  @Test func `headings are found where Markdown has them`() throws {
    let text = """
      Intro *text*

      # One `code` **bold** #
      #not a heading
      ```sh
      # a comment
      ~~~
      ```
      Under
      lined
      =====

      Second
      ------
      - item
      ---
          # indented code
      <!-- # hidden
      ## still hidden -->
      ###### Six
      ####### seven
      ## [Linked](x.md) title
      ##
      """
    let document = try Extracted(text, named: "a.md").document
    #expect(document.headings.map(\.title) == ["One code bold", "Under lined", "Second", "Six", "Linked title"])
    #expect(document.headings.map(\.level) == [1, 1, 2, 6, 2])
    #expect(
      document.headings.map { document.line(at: $0) } == [
        "# One `code` **bold** #", "Under", "Second", "###### Six", "## [Linked](x.md) title",
      ])
    #expect(document.text == text)
    #expect(document.title == "One code bold")
    #expect(document.mediaType == "text/markdown")
  }

  @Test func `links are found, but not in code`() throws {
    let text = """
      See [the *docs*](https://example.org/a_(b)) and ![image](x.png), `[no](code)`, \\[no](escape),
      [nested [brackets]](y.md "title"), <https://auto.example> and [ref].

      [ref]: http://ref.example "Title"
      """
    let links = try Extracted(text, named: "a.md").document.links
    #expect(
      links == [
        Link(target: "https://example.org/a_(b)", text: "the docs"), Link(target: "y.md", text: "nested [brackets]"),
        Link(target: "https://auto.example", text: "https://auto.example"),
        Link(target: "http://ref.example", text: "ref"),
      ])
  }

  @Test func `front matter becomes metadata`() throws {
    let text = """
      ---
      title: "Stated"
      date: 2024-05-06
      draft: false
      weight: 3
      version: 007
      tags: [one, "two"]
      authors:
        - Ann
        - Bob
      ---

      # Heading
      """
    let document = try Extracted(text, named: "a.md").document
    #expect(document.title == "Stated")
    #expect(document.text == "# Heading")
    #expect(document.headings == [Heading(offset: 0, level: 1, title: "Heading")])
    #expect(
      document.metadata == [
        "date": "2024-05-06", "draft": .bool(false), "weight": .number(3), "version": "007",
        "tags": .list(["one", "two"]), "authors": .list(["Ann", "Bob"]),
      ])
  }

  @Test(arguments: ["---\nno end", "text\n---\ntitle: x\n---", "----\na: b\n----\n"])
  func `what only looks like front matter stays text`(text: String) throws {
    let document = try Extracted(text, named: "a.md").document
    #expect(document.text == text)
    #expect(document.metadata.isEmpty)
  }

  @Test func `TOML front matter is read too`() throws {
    let document = try Extracted("+++\ntitle = 'Hugo'\nyear = 2020\n+++\ntext", named: "a.md").document
    #expect(document.title == "Hugo")
    #expect(document.metadata == ["year": .number(2020)])
  }

  @Test(arguments: ["[", "](", "`", "<", "*", "[a](", "# ", "```\n", "> ", "- \n"])
  func `repeated marks cost linear time`(mark: String) throws {
    let text = "# Title\n\n" + String(repeating: mark, count: 100_000) + " end"
    #expect(try Extracted(text, named: "a.md").text == text)
  }
}
