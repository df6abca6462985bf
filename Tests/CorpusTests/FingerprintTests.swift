import Corpus
import Testing

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
