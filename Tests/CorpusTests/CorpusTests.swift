import Corpus
import Foundation
import Testing

@Suite struct DigestTests {
  @Test func `a digest is SHA-256`() {
    #expect(
      Digest(of: "abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func `bytes and hexadecimal digits are read back`() throws {
    let digest = Digest(of: "quern")
    #expect(Digest(bytes: digest.bytes) == digest)
    #expect([UInt8](hex: digest.hex) == digest.bytes)
    #expect(Digest(bytes: [1, 2, 3]) == nil)
  }

  @Test(arguments: ["abc", "0g", "zz"])
  func `what is not hexadecimal is no bytes`(text: String) {
    #expect([UInt8](hex: text) == nil)
  }

  @Test func `a context goes before the bytes on a line of its own, and counts`() {
    let bytes = Array("text".utf8)
    bytes.withUnsafeBytes { bytes in
      #expect(Digest(of: bytes, after: "Title") == Digest(of: "Title\ntext"))
      #expect(Digest(of: bytes, after: "") == Digest(of: "text"))
    }
  }

  @Test func `digests are ordered as their bytes are`() {
    let digests = (0..<100).map { Digest(of: "\($0)") }
    #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
  }
}

@Suite struct FingerprintTests {
  private func fingerprint(version: Int = 1, _ settings: [String: String]) -> Fingerprint {
    Fingerprint(stage: "chunk", version: version, settings: settings)
  }

  @Test func `stage, version and every setting count`() {
    let base = fingerprint(["a": "1", "b": "2"])
    #expect(base == fingerprint(["b": "2", "a": "1"]))
    #expect(base != fingerprint(version: 2, ["a": "1", "b": "2"]))
    #expect(base != fingerprint(["a": "1", "b": "3"]))
    #expect(base != Fingerprint(stage: "embed", version: 1, settings: ["a": "1", "b": "2"]))
  }

  @Test func `what one setting ends with is not what the next begins with`() {
    #expect(fingerprint(["a": "1\u{0}b", "c": ""]) != fingerprint(["a": "1", "b": "c"]))
    #expect(fingerprint(["ab": "c"]) != fingerprint(["a": "bc"]))
  }
}

@Suite struct DocumentIDTests {
  @Test func `identity is pipeline, source and URI`() {
    let id = DocumentID(pipeline: "p", source: "s", uri: "a.html")
    #expect(id == DocumentID(pipeline: "p", source: "s", uri: "a.html"))
    #expect(id != DocumentID(pipeline: "p", source: "t", uri: "a.html"))
    #expect(id != DocumentID(pipeline: "ps", source: "", uri: "a.html"))
  }

  @Test func `32 digits are read back`() {
    let id = DocumentID(pipeline: "p", source: "s", uri: "a.html")
    #expect("\(id)".count == 32)
    #expect(DocumentID(hex: "\(id)") == id)
    #expect(DocumentID(hex: "12") == nil)
  }
}

@Suite struct MetadataValueTests {
  @Test func `JSON is read into the kind it is`() throws {
    let text = #"{"year": 2020, "open": true, "tags": ["a", 1, false], "name": "x"}"#
    let read = try JSONDecoder().decode([String: MetadataValue].self, from: Data(text.utf8))
    let tags = MetadataValue.list(["a", .number(1), .bool(false)])
    #expect(read == ["year": .number(2020), "open": .bool(true), "tags": tags, "name": "x"])
    #expect(try JSONDecoder().decode([String: MetadataValue].self, from: JSONEncoder().encode(read)) == read)
  }
}

@Suite struct FailureTests {
  @Test func `it reads subject, problem and what to do`() {
    let failure = Failure("pdf.encrypted", "a.pdf", "cannot extract page 14: encrypted", remedy: "exclude it")
    #expect("\(failure)" == "a.pdf: cannot extract page 14: encrypted (exclude it)")
  }
}
