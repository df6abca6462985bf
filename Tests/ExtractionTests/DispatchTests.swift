import Corpus
import Extraction
import Testing

@Suite struct `Dispatch` {
  static let texts: [(text: String, name: String, mediaType: String)] = [
    ("<!DOCTYPE html><p>x", "a.txt", "text/html"),
    (" \n<!-- c -->\n<HTML><p>x", "a.csv", "text/html"),
    ("<p>x</p>", "a", "text/html"),
    ("text with <b>tags</b>", "a.html", "text/html"),
    ("text with <b>tags</b>", "a.txt", "text/plain"),
    ("<?xml version='1.0'?><html xmlns='x'><body>x</body></html>", "a.xml", "text/html"),
    ("<?xml version='1.0'?><doc>x</doc>", "a.html", "application/xml"),
    ("<!DOCTYPE book [<!ELEMENT book ANY>]><book>x</book>", "a", "application/xml"),
    ("<rss version='2.0'><channel><title>x</title></channel></rss>", "feed", "application/xml"),
    ("<article><title>x</title></article>", "a.xml", "application/xml"),
    ("<div align=center>\n\n# Readme\n\n</div>", "README.md", "text/markdown"),
    ("<3 this", "a", "text/plain"),
    ("{\"a\": \"b\"}", "a.txt", "application/json"),
    ("[1, 2, \"three\"]", "a", "application/json"),
    ("[see below]\ntext", "a", "text/plain"),
    ("[section]\nkey = value\n", "a.ini", "text/plain"),
    ("{\"a\":\"b\"}\n{\"a\":\"c\"}\n", "a.txt", "application/jsonl"),
    ("{\"a\":\"b\"}\n", "a.jsonl", "application/jsonl"),
    ("From: a@b.c\nTo: d@e.f\nSubject: x\n\nbody", "a.txt", "message/rfc822"),
    ("ID3 tags, OTTO and GIF8 are words here", "a", "text/plain"),
    ("BZhang wrote this", "a", "text/plain"),
    ("Date: today\nplace: here\n\nnotes", "a.txt", "text/plain"),
    ("name,age\nann,3\nbob,4\n", "a.txt", "text/csv"),
    ("name\tage\nann\t3\nbob\t4\n", "a", "text/tab-separated-values"),
    ("name;age\nann;3\n", "a.csv", "text/csv"),
    ("Hello, you\nhow are, you\nwell\n", "a.txt", "text/plain"),
    ("# Title\n\nSee [this](x.md).\n", "README", "text/markdown"),
    ("#!/bin/sh\n\n# Title\n\necho **\n", "script", "text/plain"),
    ("# Title\n\nx = a[b](c)\n", "a.py", "text/plain"),
    ("just some text", "a.md", "text/markdown"),
  ]

  @Test(arguments: texts)
  func `content decides, and the name breaks ties`(text: String, name: String, mediaType: String) throws {
    let extracted = try Extracted(text, named: name)
    #expect(extracted.documents.first?.mediaType == mediaType, "\(extracted.refused)")
  }

  /// Beginnings of files, as Latin-1.
  static let media: [(start: String, mediaType: String)] = [
    ("\u{89}PNG\r\n\u{1A}\n", "image/png"),
    ("\u{FF}\u{D8}\u{FF}\u{E0}\u{0}\u{10}", "image/jpeg"),
    ("GIF89a", "image/gif"),
    ("RIFF\u{0}\u{0}\u{0}\u{0}WEBPVP8 ", "image/webp"),
    ("\u{0}\u{0}\u{0}\u{18}ftypheic\u{0}\u{0}", "image/heif"),
    ("\u{7F}ELF\u{2}\u{1}\u{1}", "application/x-executable"),
    ("<?xml version='1.0'?>\n<svg xmlns='x'><text>x</text></svg>", "image/svg+xml"),
    ("wOF2\u{0}\u{1}", "font/woff2"),
    ("OggS\u{0}", "audio/ogg"),
  ]

  @Test(arguments: media)
  func `media without text are skipped by name`(start: String, mediaType: String) throws {
    let bytes = start.unicodeScalars.map { UInt8($0.value) }
    #expect(try Extracted(bytes, named: "a.txt").skipped == ["a.txt": "\(mediaType): no text"])
  }

  @Test func `what is not known is refused`() throws {
    var state: UInt64 = 42
    let noise = (0..<5000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 56)
    }
    #expect(try Extracted(noise).codes == ["format.unknown"])
    #expect(try Extracted([UInt8](repeating: 0, count: 4096)).codes == ["format.unknown"])
    #expect(try Extracted("{\\rtf1\\ansi text}").codes == ["format.unsupported"])
  }

  @Test func `every short cut of a file has an outcome`() throws {
    let samples = [
      "<!DOCTYPE html><html><head><title>é</title></head><body><p a='b'>x &amp; y<table><tr><td>z</table></body></html>",
      "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e 'x'>]><a b='c'>&e;<![CDATA[d]]></a>",
      "{\"a\": [1, true, null, \"\\u00e9\\ud83d\\ude00\", {\"b\": -1.5e3}]}",
      "From: =?utf-8?Q?=C3=A9?= <a@b>\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\ntext\n--b--\n",
      "id,text\n1,\"a \"\"b\"\" c\"\n2,d\n", "---\na: b\n---\n# t\n[x](y)\n```\nc\n```\n",
    ]
    for sample in samples {
      for end in 0...sample.utf8.count {
        let extracted = try Extracted(Array(sample.utf8.prefix(end)))
        #expect(extracted.documents.count + extracted.refused.count + extracted.skipped.count > 0)
      }
    }
  }
}
