import Corpus
import Indexing

/// What the current run has handed out: where each stage's claims have got to.
struct Hand {
  var run: Int?
  var standing = RunStanding()
  var lock: RunLock?
  var lastObject: [Fingerprint: Int64] = [:]
  var lastDocument: [GenerationFingerprints: Int64] = [:]
  var lastChunk: [GenerationFingerprints: Int64] = [:]
  var floors: [GenerationFingerprints: Floor] = [:]
  /// Texts being embedded, so that equal texts are not embedded twice at a time.
  var digests: Set<Digest> = []
  /// Tokens that were handed out and are not settled yet.
  var tokensInHand = 0

  /// Documents up to this one have been handed out, or were cut before.
  func document(for fingerprints: GenerationFingerprints) -> Int64 {
    max(lastDocument[fingerprints] ?? 0, floors[fingerprints]?.document ?? 0)
  }

  /// Chunks up to this one have been handed out, or had their vector before.
  func chunk(for fingerprints: GenerationFingerprints) -> Int64 {
    max(lastChunk[fingerprints] ?? 0, floors[fingerprints]?.chunk ?? 0)
  }
}
