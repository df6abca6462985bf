import Corpus
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
