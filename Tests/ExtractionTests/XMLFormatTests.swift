import Corpus
import Extraction
import Testing

@Suite struct `XML` {
  @Test func `titles of any vocabulary become headings`() throws {
    let book = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "http://nowhere.example/docbookx.dtd">
      <book lang="en"><bookinfo><title>The <emphasis>Book</emphasis></title></bookinfo>
        <chapter><title>First</title>
          <para>Some <literal>code</literal>in text &amp; more.</para>
          <sect1><info><title>Inner</title></info><programlisting>
      a
        b
      </programlisting><itemizedlist><listitem><para>one</para></listitem><listitem><para>two</para></listitem></itemizedlist></sect1>
        </chapter>
        <chapter><title>Second</title><para>See <ulink url="http://x.example/">there</ulink>.</para></chapter>
      </book>
      """
    let document = try Extracted(book).document
    #expect(
      document.text == """
        The Book

        First

        Some codein text & more.

        Inner

        a
          b

        - one

        - two

        Second

        See there.
        """)
    #expect(document.title == "The Book")
    #expect(document.headings.map(\.title) == ["The Book", "First", "Inner", "Second"])
    #expect(document.headings.map(\.level) == [1, 2, 3, 2])
    for heading in document.headings { #expect(document.line(at: heading) == heading.title) }
    #expect(document.links == [Link(target: "http://x.example/", text: "there")])
    #expect(document.metadata == ["language": "en"])
  }

  @Test(arguments: [
    ("<a><name>Bob</name><age>3</age></a>", "Bob\n3"),
    ("<a><![CDATA[<b> & c]]></a>", "<b> & c"),
    ("<x:a xmlns:x='u'><x:p>one</x:p><x:p>two</x:p></x:a>", "one\n\ntwo"),
    ("<a>caf&eacute; &#233; &lt;</a>", "café é <"),
    ("<!DOCTYPE a [<!ENTITY me 'the author'>]><a>by &me;.</a>", "by the author."),
    ("<a><?php echo ?><!-- c -->text</a>", "text"),
    ("<t><row><entry>a</entry><entry>b</entry></row><row><entry>c</entry></row></t>", "a | b\nc"),
  ])
  func `text of elements is read`(xml: String, text: String) throws {
    #expect(try Extracted("<?xml version='1.0'?>\(xml)").text == text)
  }

  @Test func `a declared encoding is honoured`() throws {
    let xml = "<?xml version='1.0' encoding='iso-8859-15'?><a>caf\u{E9} \u{A4}</a>"
    #expect(try Extracted(xml.unicodeScalars.map { UInt8($0.value) }).text == "café €")
  }

  /// Ten levels of ten: a billion laughs.
  static let laughs =
    "<!DOCTYPE a [<!ENTITY l0 'ha'>"
    + (1...10).map { "<!ENTITY l\($0) '\(String(repeating: "&l\($0 - 1);", count: 10))'>" }.joined() + "]><a>&l10;</a>"

  @Test(arguments: [
    laughs,
    "<!DOCTYPE a [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a>&f;</a>",
    "<!DOCTYPE a [<!ENTITY f SYSTEM 'http://localhost:1/x'>]><a>&f;</a>",
    "<!DOCTYPE a [<!ENTITY m '<b>markup</b>'>]><a>&m;</a>",
    "<!DOCTYPE a [<!ENTITY long '\(String(repeating: "x", count: 5000))'>]><a>&long;</a>",
    "<!DOCTYPE a [<!ENTITY e '&e;'>]><a>&e;</a>",
  ])
  func `entities that could grow or read files are refused`(xml: String) throws {
    let extracted = try Extracted("<?xml version='1.0'?>\(xml)")
    #expect(extracted.codes == ["xml.entities"])
  }

  @Test(arguments: [
    #"<!DOCTYPE a [<!ENTITY % p SYSTEM "http://localhost:1/p.dtd"> %p; <!ENTITY e "x">]><a>text</a>"#,
    #"<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a b="&f;">text</a>"#,
  ])
  func `files named by entities of an attribute or of the document type are not read`(xml: String) throws {
    let extracted = try Extracted(xml)
    #expect(extracted.documents.isEmpty && extracted.codes.count == 1)
  }

  @Test func `an entity of an attribute changes nothing`() throws {
    #expect(try Extracted(#"<!DOCTYPE a [<!ENTITY e "x">]><a b="&e;">text</a>"#).text == "text")
  }

  @Test(arguments: ["<a><b></a>", "<a>x</a><b/>", "<a>unclosed", "<a b=c>x</a>", "<a>&#0;</a>"])
  func `what is not well-formed is refused with its line`(xml: String) throws {
    let extracted = try Extracted("<?xml version='1.0'?>\n\(xml)", named: "a.xml")
    #expect(extracted.codes == ["xml.malformed"])
    #expect(extracted.refused["a.xml"]?.problem.hasSuffix("line 2") == true)
  }

  @Test func `depth and length cost linear time`() throws {
    let deep = String(repeating: "<a>", count: 50_000) + "deep" + String(repeating: "</a>", count: 50_000)
    #expect(try Extracted("<?xml version='1.0'?>" + deep).text == "deep")
    let long = String(repeating: "x", count: 12_000_000)
    #expect(try Extracted("<?xml version='1.0'?><a>" + long + "</a>").text.utf8.count == long.utf8.count)
  }
}
