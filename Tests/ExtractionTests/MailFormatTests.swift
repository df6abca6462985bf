import Corpus
import Extraction
import Testing

@Suite struct `Mail` {
  @Test func `headers become title and metadata`() throws {
    let mail = """
      Received: from a by b
      From: =?utf-8?Q?J=C3=B6rg_M=C3=BCller?= <j@example.org>
      To: a@example.org,\r
      \tb@example.org
      Subject: =?ISO-8859-1?Q?Gr=FC=DFe?= =?utf-8?B?IGF1cyBXaWVu?=
       and more
      Date: Tue, 1 Jul 2003 10:52:37 +0200 (CEST)

      Hello,
      there.

      """
    let document = try Extracted(mail, named: "a.eml").document
    #expect(document.title == "Grüße aus Wien and more")
    #expect(document.text == "Hello,\nthere.")
    #expect(document.mediaType == "message/rfc822")
    #expect(
      document.metadata == [
        "from": "Jörg Müller <j@example.org>", "to": "a@example.org, b@example.org",
        "date": "2003-07-01T10:52:37+02:00",
      ])
  }

  @Test(
    arguments: [
      ("1 Jan 2024 05:06 GMT", "2024-01-01T05:06:00Z"), ("Mon, 31 Dec 99 23:59:59 EST", "1999-12-31T23:59:59-05:00"),
      ("Wed, 04 Feb 2015 10:00:00 -0000", "2015-02-04T10:00:00Z"), ("yesterday", nil), ("32 Jan 2024 05:06 GMT", nil),
    ] as [(String, String?)])
  func `dates become ISO 8601`(written: String, date: String?) throws {
    let document = try Extracted("From: a@b\nSubject: x\nDate: \(written)\n\ntext").document
    #expect(document.metadata["date"] == date.map(MetadataValue.string))
  }

  static func message(_ headers: String, _ body: String) -> String {
    "From: a@b\nSubject: S\nMIME-Version: 1.0\n\(headers)\n\n\(body)"
  }

  @Test(arguments: [
    (
      "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
      "caf=C3=A9 =\nsoft=20 =3D =", "café soft  ="
    ),
    ("Content-Type: text/plain; charset=\"iso-8859-1\"\nContent-Transfer-Encoding: base64", "Y2Fm6SE=\n", "café!"),
    ("Content-Type: text/html\nContent-Transfer-Encoding: 7bit", "<html><p>one<p><b>two</b>", "one\n\ntwo"),
    ("Content-Type: nonsense", "text", "text"),
  ])
  func `bodies are decoded`(headers: String, body: String, text: String) throws {
    #expect(try Extracted(Self.message(headers, body)).text == text)
  }

  @Test func `of alternatives the plain one is read, unless it is empty`() throws {
    func mail(_ plain: String) -> String {
      Self.message(
        "Content-Type: multipart/alternative; boundary=\"b\"",
        "preamble\n--b\nContent-Type: text/plain\n\n\(plain)\n--b\nContent-Type: text/html\n\n<p>rich <a href=x>link</a></p>\n--b--\nepilogue"
      )
    }
    #expect(try Extracted(mail("plain")).text == "plain")
    let rich = try Extracted(mail(" ")).document
    #expect(rich.text == "rich link")
    #expect(rich.links == [Link(target: "x", text: "link")])
  }

  static let withAttachments = message(
    "Content-Type: multipart/mixed; boundary=outer",
    """
    --outer
    Content-Type: multipart/related; boundary=inner

    --inner
    Content-Type: text/html

    <p>See attached</p>
    --inner
    Content-Type: image/png
    Content-Transfer-Encoding: base64
    Content-Disposition: inline; filename=logo.png

    iVBORw0KGgoAAAANSUhEUg==
    --inner--
    --outer
    Content-Type: application/octet-stream; name="../notes.csv"
    Content-Transfer-Encoding: base64
    Content-Disposition: attachment; filename*=utf-8''n%C3%B6tes.csv

    aWQsdGV4dAoxLG9uZQo=
    --outer
    Content-Type: message/rfc822

    From: c@d
    Subject: Inner

    forwarded
    --outer
    Content-Type: text/plain
    Content-Disposition: attachment; filename="a.txt"

    first
    --outer
    Content-Type: text/plain; name=a.txt

    second
    --outer--
    """)

  @Test func `attachments are members with their own outcomes`() throws {
    let extracted = try Extracted(Self.withAttachments, named: "m.eml")
    #expect(
      extracted.documents.map(\.uri) == [
        "m.eml", "m.eml!/nötes.csv#1", "m.eml!/part-3", "m.eml!/a.txt", "m.eml!/a.txt#2",
      ])
    #expect(extracted.documents.map(\.text) == ["See attached", "one", "forwarded", "first", "second"])
    #expect(extracted.skipped == ["m.eml!/logo.png": "image/png: no text"])
  }

  @Test func `attachments count against the bounds`() throws {
    var options = ExtractionOptions()
    options.maxMembers = 1
    #expect(try Extracted(Self.withAttachments, named: "m.eml", options: options).codes == ["archive.tooManyMembers"])
    options = ExtractionOptions()
    options.maxUnpackedBytes = 20
    #expect(try Extracted(Self.withAttachments, named: "m.eml", options: options).codes == ["archive.tooLarge"])
    options = ExtractionOptions()
    options.maxDepth = 0
    let extracted = try Extracted(Self.withAttachments, named: "m.eml", options: options)
    #expect(extracted.documents.map(\.uri) == ["m.eml"])
    #expect(extracted.codes == ["archive.tooDeep"])
  }

  @Test func `messages inside messages stop at the bound`() throws {
    var mail = "From: a@b\nSubject: core\n\ncore"
    for level in 0..<20 { mail = "From: a@b\nSubject: \(level)\nContent-Type: message/rfc822\n\n\(mail)" }
    let extracted = try Extracted(mail, named: "m.eml")
    #expect(extracted.codes == ["archive.tooDeep"])
    #expect(extracted.documents.count == 5)
  }

  @Test func `a mailbox is as many documents as it has messages`() throws {
    let mailbox = """
      From a@b Tue Jul  1 10:52:37 2003
      From: a@b
      Subject: first
      Content-Type: multipart/mixed; boundary=b

      --b

      one

      From here on it is text.
      --b--

      From c@d Tue Jul  1 10:53:00 2003
      From: c@d
      Subject: second

      two
      From the same paragraph
      """
    let documents = try Extracted(mailbox, named: "a.mbox").documents
    #expect(documents.map(\.uri) == ["a.mbox#1", "a.mbox#2"])
    #expect(documents.map(\.text) == ["one\n\nFrom here on it is text.", "two\nFrom the same paragraph"])
  }

  @Test func `a message that was cut off is read as far as it goes`() throws {
    let mail = Self.message("Content-Type: multipart/mixed; boundary=b", "--b\nContent-Type: text/plain\n\nhalf a sen")
    #expect(try Extracted(mail).text == "half a sen")
  }
}
