import Corpus
import Extraction
import Fixtures
import Testing

/// What holds for every document, whatever it was made of.
@Suite struct `Every document` {
  static let samples: [(name: String, text: String)] = [
    (
      "a.html",
      """
      <!DOCTYPE html><html lang=en><head><title>T &amp; t</title><meta name=author content="A"></head><body><nav>n</nav><main>
      <h1>One <a href="#x">two</a></h1><p>é text<br>more&nbsp;<ul><li>a<ul><li><p>b</ul></ul><table><tr><td>1<td><h2>c</h2></table>
      <pre>\n x\n  y</pre><dl><dt>t<dd>d</dl><img alt="alt"><div hidden>h</div></main></body></html>
      """
    ),
    (
      "a.xml",
      """
      <?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x"><!ENTITY f "&e;">]><book xml:lang="de"><info><title>T</title></info>
      <chapter><title>é &e;</title><para>p <b>b</b> &lt;</para><programlisting>\n x</programlisting><![CDATA[<c>]]></chapter></book>
      """
    ),
    (
      "a.md",
      "---\ntitle: x\ntags: [a, b]\n---\n# One `two`\n\ntext [l](t) ![i](s)\n\nUnder\n=====\n\n```\n# c\n```\n<!-- x -->\n- é\n"
    ),
    (
      "a.jsonl",
      "{\"_id\": \"1\", \"title\": \"t\", \"text\": \"x\\u00e9\\n\", \"n\": [1, -2.5e3], \"o\": {\"b\": true}}\n{\"a\": null}\n"
    ),
    ("a.json", "[{\"id\": 1, \"text\": \"x\"}, {\"id\": 2, \"text\": \"\\ud83d\\ude00\"}]"),
    ("a.csv", "id,title,text\n1,\"a \"\"q\"\"\",\"x\ny\"\n2,b,é\n"),
    ("a.txt", "Title\n\ntext é 日本\u{C}page two\r\nline\u{1B}[0m\n"),
    (
      "a.eml",
      """
      From: =?utf-8?Q?=C3=A9?= <a@b>\nSubject: =?utf-8?B?w6k=?=\nDate: Tue, 1 Jul 2003 10:52:37 +0200
      Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable

      <p>x=C3=A9</p>\n--b\nContent-Type: text/csv; name="a.csv"\nContent-Transfer-Encoding: base64\n\naWQsdGV4dAoxLG9uZQo=\n--b--
      """
    ),
  ]

  @Test(arguments: samples.map(\.name))
  func `keeps its promises however its file was damaged`(name: String) throws {
    let sample = try #require(Self.samples.first { $0.name == name })
    for seed in UInt64(1)...300 {
      var random = SeededGenerator(seed: seed)
      let bytes = damaged(Array(sample.text.utf8), with: &random)
      let extracted = try Extracted(bytes, named: name)
      #expect(extracted.documents.count + extracted.refused.count + extracted.skipped.count > 0, "seed \(seed)")
      for document in extracted.documents { check(document, "seed \(seed)") }
    }
  }

  private func damaged(_ bytes: [UInt8], with random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    let marks = Array("<>&;\"'=/[]{}(),:\n\r\t #`-*\\|!?\u{0}\u{1B}".utf8) + [0x80, 0xC2, 0xE2, 0xFF]
    for _ in 0...Int.random(in: 0..<6, using: &random) {
      let place = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.insert(marks.randomElement(using: &random) ?? 0, at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
      case 3:
        let end = min(bytes.count, place + Int.random(in: 0..<40, using: &random))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      default: bytes.removeSubrange(place...)
      }
      if bytes.isEmpty { bytes = [0x20] }
    }
    return bytes
  }

  private func check(_ document: Document, _ comment: Comment) {
    let strings =
      [document.text, document.title ?? ""] + document.headings.map(\.title)
      + document.links.flatMap { [$0.target, $0.text] }
    for string in strings {
      #expect(!string.unicodeScalars.contains { $0.value < 0x20 && !"\n\t\u{C}".unicodeScalars.contains($0) }, comment)
    }
    #expect(document.text.utf8.contains { $0 > 0x20 }, comment)
    let text = Array(document.text.utf8)
    for offset in document.headings.map(\.offset) + document.pages.map(\.offset) {
      #expect(offset >= 0 && offset < text.count && text[offset] & 0xC0 != 0x80, comment)
    }
    #expect(document.headings.map(\.offset) == document.headings.map(\.offset).sorted(), comment)
    #expect(
      document.headings.allSatisfy { (1...6).contains($0.level) && !$0.title.isEmpty }
        || document.mediaType == "application/xml", comment)
    #expect(!document.uri.utf8.contains { $0 < 0x20 }, comment)
  }
}
