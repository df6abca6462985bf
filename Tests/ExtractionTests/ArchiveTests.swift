import Corpus
import Extraction
import Testing

/// Takes every member as plain text, and goes into those that are zip archives.
private struct PlainText: Format {
  func extract(_ content: Content, in session: ExtractionSession) throws {
    if content.bytes.starts(with: "PK".utf8) {
      try ArchiveFormat(inner: self).extract(content, in: session)
    } else {
      let text = String(decoding: content.bytes, as: UTF8.self)
      try session.emit(.document(Document(uri: content.uri, mediaType: "text/plain", text: text)))
    }
  }
}

private let archive = ArchiveFormat(inner: PlainText())

@Suite struct ArchiveTests {
  @Test(arguments: ["zip", "7z", "tar", "tar.gz", "tar.xz", "tar.zst", "tar.bz2"])
  func `members become documents, junk and folders are skipped`(_ ending: String) throws {
    let got = try Collected(fixture("notes.\(ending)"), uri: "notes.\(ending)", format: archive)
    #expect(got.refused.isEmpty)
    let texts = Dictionary(uniqueKeysWithValues: got.documents.map { ($0.uri, $0.text) })
    #expect(
      texts == [
        "notes.\(ending)!/mill.txt": "Mills grind slowly.\n",
        "notes.\(ending)!/deep/größe.txt": "Querns are turned by hand.\n",
      ])
    #expect(got.skipped.contains { $0.uri == "notes.\(ending)!/.DS_Store" })
    #expect(got.skipped.contains { $0.uri == "notes.\(ending)!/__MACOSX/._mill.txt" })
  }

  @Test(arguments: ["gz", "xz", "zst", "bz2"])
  func `a compressed file holds one member, named like itself`(_ ending: String) throws {
    let got = try Collected(fixture("mill.txt.\(ending)"), uri: "logs/mill.txt.\(ending)", format: archive)
    let document = try got.document()
    #expect(document.uri == "logs/mill.txt.\(ending)!/mill.txt")
    #expect(document.text == "Mills grind slowly.\n")
  }

  @Test func `links, pipes and folders are skipped, odd names are made readable`() throws {
    let got = try Collected(fixture("odd.tar"), uri: "odd.tar", format: archive)
    #expect(got.documents.map(\.uri) == ["odd.tar!/file", "odd.tar!/caf%E9.txt", "odd.tar!/line%0Abreak%1B[31m.txt"])
    #expect(
      got.skipped.map { "\($0.uri): \($0.reason)" } == [
        "odd.tar!/symlink: a link", "odd.tar!/hardlink: a link", "odd.tar!/pipe: a device, pipe or socket",
        "odd.tar!/folder/: a folder",
      ])
  }

  @Test func `names that would escape are only names`() throws {
    let got = try Collected(fixture("escaping.tar"), uri: "escaping.tar", format: archive)
    #expect(got.documents.map(\.uri) == ["escaping.tar!/../../etc/up.txt", "escaping.tar!//etc/up.txt"])
  }

  @Test func `members of one name keep their own URIs`() throws {
    let got = try Collected(fixture("same.tar"), uri: "same.tar", format: archive)
    #expect(got.documents.map(\.uri) == ["same.tar!/same.txt", "same.tar!/same.txt#2", "same.tar!/same.txt#3"])
    #expect(got.documents.map(\.text) == ["first\n", "second\n", "third\n"])
  }

  @Test(arguments: [
    ("encrypted.zip", "encrypted.zip!/mill.txt"), ("encrypted.7z", "encrypted.7z!/mill.txt"),
    ("sealed.7z", "sealed.7z"),
  ])
  func `encrypted members are refused`(_ name: String, _ uri: String) throws {
    let got = try Collected(fixture(name), uri: name, format: archive)
    #expect(got.documents.isEmpty)
    #expect(got.refused.contains { $0.uri == uri && $0.failure.code == "archive.encrypted" })
  }

  @Test func `a given password opens a zip archive`() throws {
    var options = ExtractionOptions()
    options.passwords = ["wrong", "millstone"]
    let got = try Collected(fixture("encrypted.zip"), uri: "encrypted.zip", options: options, format: archive)
    #expect(try got.document().text == "Mills grind slowly.\n")
  }

  @Test(arguments: [("hollow.tar", "archive.empty"), ("nothing.tar", "archive.empty")])
  func `an archive without files is refused`(_ name: String, _ code: String) throws {
    let got = try Collected(fixture(name), uri: name, format: archive)
    #expect(got.refused.map(\.failure.code) == [code])
  }

  @Test func `what is no archive is refused`() throws {
    let got = try Collected(Array("just some words\n".utf8), uri: "words", format: archive)
    #expect(got.refused.map(\.failure.code) == ["archive.unrecognised"])
  }

  @Test(arguments: ["yes.txt.gz", "zeros.zip"])
  func `a bomb stops at the bound`(_ name: String) throws {
    var options = ExtractionOptions()
    options.maxUnpackedBytes = 8 << 20
    let got = try Collected(fixture(name), uri: name, options: options, format: archive)
    #expect(got.refused.map(\.failure.code) == ["archive.tooLarge"])
    #expect(got.documents.reduce(0) { $0 + $1.text.utf8.count } <= options.maxUnpackedBytes)
  }

  @Test func `too many members end an archive, and what came before is kept`() throws {
    var options = ExtractionOptions()
    options.maxMembers = 2
    let got = try Collected(fixture("same.tar"), uri: "same.tar", options: options, format: archive)
    #expect(got.documents.count == 2)
    #expect(got.refused.map(\.failure.code) == ["archive.tooManyMembers"])
  }

  @Test func `archives inside archives are bounded`() throws {
    var options = ExtractionOptions()
    let nested = "nested.zip!/l5.zip!/l4.zip!/l3.zip!/l2.zip"
    let refused = try Collected(fixture("nested.zip"), uri: "nested.zip", options: options, format: archive)
    #expect(refused.documents.isEmpty)
    #expect(refused.refused.map { "\($0.uri) \($0.failure.code)" } == ["\(nested)!/l1.zip archive.tooDeep"])
    options.maxDepth = 5
    let read = try Collected(fixture("nested.zip"), uri: "nested.zip", options: options, format: archive)
    #expect(try read.document().uri == "\(nested)!/l1.zip!/l0.txt")
  }

  @Test(arguments: ["notes.zip", "notes.tar.gz", "notes.7z", "mill.txt.xz"])
  func `an archive cut anywhere never passes for whole`(_ name: String) throws {
    let whole = try fixture(name)
    let expected = try Collected(whole, uri: name, format: archive).documents.count
    for length in stride(from: 1, to: whole.count - 20, by: 7) {
      let got = try Collected(Array(whole.prefix(length)), uri: name, format: archive)
      #expect(!got.refused.isEmpty, "\(length) of \(whole.count) bytes")
      #expect(got.documents.count <= expected)
    }
  }

  @Test(arguments: [
    "notes.zip", "notes.7z", "notes.tar", "notes.tar.gz", "notes.tar.xz", "notes.tar.zst", "notes.tar.bz2",
  ])
  func `an archive full of wrong bytes is never fatal`(_ name: String) throws {
    let whole = try fixture(name)
    for seed in 1...60 {
      var bytes = whole
      for index in stride(from: seed, to: bytes.count, by: 61) { bytes[index] ^= UInt8(truncatingIfNeeded: seed * 37) }
      let got = try Collected(bytes, uri: name, format: archive)
      #expect(got.documents.count + got.refused.count + got.skipped.count > 0)
    }
  }

  @Test func `a member with a wrong checksum is refused, the next one is read`() throws {
    var bytes = try fixture("notes.zip")
    let text = try #require(bytes.firstRange(of: Array("Mills grind".utf8)), "stored, not deflated")
    bytes[text.lowerBound] ^= 1
    let got = try Collected(bytes, uri: "notes.zip", format: archive)
    #expect(got.documents.map(\.uri) == ["notes.zip!/deep/größe.txt"])
    #expect(got.refused.map { "\($0.uri) \($0.failure.code)" } == ["notes.zip!/mill.txt archive.damaged"])
  }

  @Test func `a session that cannot take more ends the extraction`() throws {
    let bytes = try fixture("same.tar")
    var taken = 0
    let session = ExtractionSession(options: .init()) { _ in
      taken += 1
      throw Failure("child.gone", "parent", "is gone", remedy: "none", verdict: .stop(.interrupted))
    }
    #expect(throws: Failure.self) {
      try bytes.withUnsafeBytes { try archive.extract(Content(uri: "same.tar", bytes: $0), in: session) }
    }
    #expect(taken == 1)
  }
}
