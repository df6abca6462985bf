import Corpus

/// A model for which a text means its letters; it can be made to differ, to fail, and to be held up.
struct Letters: Embedder, Tokenizer {
  var version = 1
  var isSound = true
  var problem: Failure?
  var latch: Latch?

  var dimension: Int { 26 }
  var fingerprint: Fingerprint { Fingerprint(stage: "letters", version: version, settings: [:]) }
  var tokenizer: any Tokenizer { self }
  var window: Int { 512 }
  var leading: [Int32] { [] }
  var trailing: [Int32] { [] }

  func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, into tokens: inout TokenList) {}

  func embed(_ passages: [Passage]) async throws -> [Result<[Float], Failure>] {
    passages.map { .success(vector($0.text)) }
  }

  func embed(query: String) async throws -> [Float] {
    // The probe of the handshake is let through, so that trouble begins with the first question.
    let isProbe = query.hasPrefix("how do I find")
    if let latch, !isProbe { try await latch.pass() }
    if let problem, !isProbe { throw problem }
    return isSound ? vector(query) : vector(query).map { _ in .nan }
  }

  func vector(_ text: String) -> [Float] {
    text.lowercased().utf8.reduce(into: Array(repeating: 0, count: 26)) { vector, byte in
      if (97...122).contains(byte) { vector[Int(byte) - 97] += 1 }
    }
  }
}
