import Corpus
import Extraction
import Fixtures
import Testing

@Suite struct `HTML` {
  @Test(arguments: [
    ("<p>foo<b>bar</b> baz", "foobar baz"),
    ("<p>one\n  two\t three</p>\n\n<p> four </p>", "one two three\n\nfour"),
    ("<p>a<br>b<br/>c", "a\nb\nc"),
    ("<ul><li>one<li>two <b>bold</b></ul>", "- one\n- two bold"),
    ("<ul><li>one<ul><li>inner</ul><li>two</ul>", "- one\n  - inner\n- two"),
    ("<ul><li><p>one</p><p>more</p></li><li><p>two</p></li></ul>", "- one\n\nmore\n\n- two"),
    ("<p>x<ul><li></li><li> </li></ul><p>y", "x\n\ny"),
    ("<table><tr><th>a<th>b</tr><tr><td>1<td>2</tr></table>", "a | b\n1 | 2"),
    ("<table><tr><td>a<td><td>c</tr><tr><td><td>2</tr></table>", "a |  | c\n| 2"),
    ("<table><tr><td><p>a</p></td><td><p>b</p><p>c</p></td></tr></table>", "a | b\nc"),
    ("<p>see<pre>\n  code\n\n    more\n</pre>after", "see\n\n  code\n\n    more\n\nafter"),
    ("<dl><dt>term<dd>meaning<dt>other<dd><p>more</p></dl>", "term\nmeaning\n\nother\nmore"),
    ("<p>a&nbsp;b&nbsp; c", "a b c"),
    ("<p>caf&eacute; &#8212; &#x2014; &lt;tag&gt; &amp;amp; &#150;", "café — — <tag> &amp; –"),
    ("<p>exam&shy;ple", "example"),
    ("<p>before <img src=x alt='a cat'> after <img src=y>", "before a cat after"),
    ("<p>one<script>var x = '<p>';</script>two<style>p {}</style>", "onetwo"),
    ("<p>a<!-- comment -->b", "ab"),
    ("<p>5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
    ("<div>unclosed <b>everything <i>here <p>and on", "unclosed everything here\n\nand on"),
    ("<blockquote>quoted</blockquote>next", "quoted\n\nnext"),
  ])
  func `text is laid out as a browser would`(html: String, text: String) throws {
    #expect(try Extracted("<html><body>\(html)</body></html>").text == text)
  }

  @Test func `any white space between words is one space`() throws {
    let words = ["a", "mill", "©", "½", "grün", "Über", "日本", "water-wheel", "\u{C2}"]
    let spaces = [" ", "\n", "\t", "  ", " \n ", "\u{A0}", " \u{A0}", "\n\n\t"]
    for seed in UInt64(1)...200 {
      var random = SeededGenerator(seed: seed)
      let text = (0..<40).map { _ in words[Int.random(in: words.indices, using: &random)] }
      let written = text.map { $0 + spaces[Int.random(in: spaces.indices, using: &random)] }.joined()
      #expect(try Extracted("<p>\(written)").text == text.joined(separator: " "), "seed \(seed)")
    }
  }

  @Test(arguments: [
    "<nav>menu</nav>", "<header>top</header>", "<footer>bottom</footer>", "<aside>beside</aside>",
    "<div role=navigation>menu</div>", "<div class='navheader'><table><tr><td>Prev</table></div>",
    "<div class=\"a related b\">menu</div>", "<a class=headerlink href='#x'>¶</a>", "<div hidden>secret</div>",
    "<span style='color: red; display : none'>secret</span>", "<span aria-hidden=true>x</span>",
    "<noscript>enable it</noscript>", "<template><p>t</p></template>", "<div id=cookie-banner>We use cookies</div>",
    "<button>Copy</button>", "<select><option>a<option>b</select>", "<textarea>typed</textarea>",
    "<svg><title>icon</title><text>x</text></svg>", "<div class=header><p>Next: <a href=b>b</a></p></div>",
  ])
  func `boilerplate is left out`(html: String) throws {
    let document = try Extracted("<!doctype html><title>T</title><p>one\(html)<p>two").document
    #expect(document.text == "one\n\ntwo")
    #expect(document.links.isEmpty)
    #expect(document.title == "T")
  }

  @Test func `main content is preferred to what surrounds it`() throws {
    let page = """
      <!doctype html><body><header><h1>Site</h1></header><div><a href="x">teaser</a></div>
      <main><header><h1><a href="y">Title</a></h1></header>
      <p>What the page is about, in so many words.</main><div><a href="z">more from us</a></div></body>
      """
    let document = try Extracted(page).document
    #expect(document.text == "Title\n\nWhat the page is about, in so many words.")
    #expect(document.headings == [Heading(offset: 0, level: 1, title: "Title")])
    #expect(document.links == [Link(target: "y", text: "Title")])
  }

  @Test func `an empty main element does not hide the page`() throws {
    let text = String(repeating: "word ", count: 400)
    #expect(try Extracted("<html><main id=app></main><p>\(text)").text.hasPrefix("word word"))
  }

  @Test func `the first row of a table may be called its header`() throws {
    let page = "<html><table><tr class=header><th>name</tr><tr><td>x</tr></table>"
    #expect(try Extracted(page).text == "name\nx")
  }

  @Test func `headings know where they stand`() throws {
    let page = """
      <html><body><p>ä intro<h1>One <em>big</em>\n title</h1><p>text<ul><li><h3>In a list</h3>item</ul>
      <table><tr><td>cell<td><h4>In a cell</h4></table><h2></h2><h2><a href=x>Linked</a></h2>
      """
    let document = try Extracted(page).document
    #expect(document.headings.map(\.title) == ["One big title", "In a list", "In a cell", "Linked"])
    #expect(document.headings.map(\.level) == [1, 3, 4, 2])
    for heading in document.headings { #expect(document.line(at: heading) == heading.title) }
  }

  @Test func `a heading that is never closed does not swallow the page`() throws {
    let document = try Extracted("<html><h1>Start" + String(repeating: "<div>some words</div>", count: 1000)).document
    #expect(document.headings.allSatisfy { $0.title.utf8.count <= 512 })
    #expect(document.text.contains("some words\n\nsome words"))
  }

  @Test func `links are kept as written`() throws {
    let page = """
      <html><ul><li><a href="../a.html#x">first <b>link</b></a></ul><a name=here>anchor</a><a href="">none</a>
      <a href='https://example.org/?a=1&amp;b=2'><img alt='a picture'></a>
      """
    let links = try Extracted(page).document.links
    #expect(
      links == [
        Link(target: "../a.html#x", text: "first link"),
        Link(target: "https://example.org/?a=1&b=2", text: "a picture"),
      ])
  }

  @Test func `metadata comes from the head`() throws {
    let page = """
      <!DOCTYPE html><html lang="de-AT"><head><title> A  title\n&amp; more </title><meta name=Description content=" What it is ">
      <meta name="author" content="A. Writer"><meta name=keywords content="one, two,,three">
      <meta property="article:published_time" content="2024-02-03"></head><body>x
      """
    let document = try Extracted(page).document
    #expect(document.title == "A title & more")
    #expect(document.mediaType == "text/html")
    #expect(
      document.metadata == [
        "language": "de-AT", "description": "What it is", "author": "A. Writer", "date": "2024-02-03",
        "keywords": .list(["one", "two", "three"]),
      ])
  }

  @Test(arguments: [
    ("<meta charset=iso-8859-1><p>caf\u{E9}", "café"),
    ("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'><p>\u{93}x\u{94}", "“x”"),
    ("<meta charset=latin1><p>na\u{EF}ve", "naïve"),
    ("<p>caf\u{E9} cr\u{E8}me br\u{FB}l\u{E9}e", "café crème brûlée"),
    ("<meta charset=utf-8><p>broken \u{FF} byte", "broken \u{FFFD} byte"),
    ("<meta charset=koi8-r><p>\u{F0}\u{D2}\u{C9}\u{D7}\u{C5}\u{D4}", "Привет"),
    ("<meta charset=shift_jis><p>\u{93}\u{FA}\u{96}\u{7B}", "日本"),
    (
      "<?xml version='1.0' encoding='ISO-8859-1'?><html xmlns='http://www.w3.org/1999/xhtml'><p>caf\u{E9}</p></html>",
      "café"
    ),
    ("<meta charset=utf-16><p>caf\u{C3}\u{A9}", "café"),
    ("<meta charset=nonsense><p>caf\u{C3}\u{A9}", "café"),
    ("\u{EF}\u{BB}\u{BF}<meta charset=latin1><p>caf\u{C3}\u{A9}", "café"),
  ])
  func `the encoding is found out`(latin1: String, text: String) throws {
    #expect(try Extracted(latin1.unicodeScalars.map { UInt8($0.value) }, named: "page.html").text == text)
  }

  @Test func `UTF-16 pages are read`() throws {
    let bytes: [UInt8] = [0xFF, 0xFE] + "<html><p>grüße</p>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try Extracted(bytes).text == "grüße")
  }

  /// Patterns that are known to trouble parsers, with how often they are repeated.
  struct Hostile: CustomTestStringConvertible {
    let name: String
    var start = ""
    let repeated: String
    var times = 10_000
    var end = ""

    var testDescription: String { name }
    var html: String { "<!doctype html>\(start)\(String(repeating: repeated, count: times))deep\(end)<p>after" }
  }

  @Test(arguments: [
    Hostile(name: "nested blocks", repeated: "<div>", times: 100_000),
    Hostile(
      name: "end tags without start", start: String(repeating: "<b>", count: 30_000), repeated: "</i>", times: 30_000),
    Hostile(name: "nested tables", repeated: "<table><tr><td>", end: String(repeating: "</p>", count: 10_000)),
    Hostile(name: "nested lists", repeated: "<ul><li>"),
    Hostile(name: "headings and links never closed", repeated: "<h1><a href=x>"),
    Hostile(name: "one long word", start: "<p>", repeated: "x", times: 2_000_000),
    Hostile(
      name: "controls", start: "<p>", repeated: "some words of an ordinary text \u{0} and more \u{1B}[31m of them"),
    Hostile(name: "controls by number", start: "<pre>", repeated: "&#27;&#0;&#x9b;\n", end: "</pre>"),
    Hostile(name: "comments never closed", start: "<p>deep<p>after", repeated: "<!--"),
    Hostile(name: "many attributes", start: "<p ", repeated: "a=1 ", times: 2000, end: ">deep"),
  ])
  func `hostile pages are read to their end in linear time`(hostile: Hostile) throws {
    let document = try Extracted(hostile.html).document
    #expect(document.text.contains("deep"))
    #expect(document.text.contains("after"))
    #expect(!document.text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test(arguments: [
    "<html>", "<!doctype html><body><nav>only menus</nav>", "<p> \n&nbsp;</p>", "<html><!-- never closed",
  ])
  func `a page without text is refused`(html: String) throws {
    #expect(try Extracted(html).codes == ["document.empty"])
  }

  @Test func `a text over the bound is refused`() throws {
    var options = ExtractionOptions()
    options.maxTextBytes = 1000
    let page = "<html><p>" + String(repeating: "words ", count: 1000)
    #expect(try Extracted(page, options: options).codes == ["document.tooLarge"])
  }

  @Test func `a tag with attributes without end is refused`() throws {
    let names = (0..<50_000).map { "a\($0)=1" }.joined(separator: " ")
    #expect(try Extracted("<html><p \(names)>text").codes == ["html.attributes"])
    let picture = String(repeating: "QUJD", count: 50_000)
    #expect(try Extracted("<html><img src='data:image/png;base64,\(picture)'>text").text == "text")
  }

  @Test func `a page that only redirects is skipped`() throws {
    let page = "<html><meta http-equiv=refresh content='0; url=b.html'><p>The page moved."
    #expect(try Extracted(page, named: "a.html").skipped == ["a.html": "text/html: redirects to another page"])
  }

  @Test func `a chapter is read for a book`() throws {
    let chapter =
      "<?xml version='1.0'?><html><head><title/></head><body><h2 id='a'/><div/><h2>One</h2><p>Text</p></body></html>"
    let document = try Array(chapter.utf8).withUnsafeBytes {
      try HTMLFormat().document(from: $0, uri: "book.epub", maxTextBytes: 1000)
    }
    #expect(document.text == "One\n\nText")
    #expect(document.headings.map(\.title) == ["One"])
  }
}
