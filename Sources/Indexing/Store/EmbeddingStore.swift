package import Corpus

/// From chunks to vectors. Vectors are kept by model fingerprint and text digest: equal texts are embedded once.
package protocol EmbeddingStore: Sendable {
  /// Chunks without a vector, each text handed out once a run, with at most `maxTokens` tokens in all.
  /// - Parameter budget: tokens that all workers of this run may embed together, what they hold included; nil for no limit.
  /// - Parameter withText: whether the passages' text is wanted beside their tokens; reading it costs.
  func claimChunks(
    for fingerprints: GenerationFingerprints, maxTokens: Int, budget: Int?, withText: Bool
  ) async throws -> [ClaimedChunk]

  /// Writes vectors and refusals.
  func save(_ embedded: [EmbeddedChunk], for fingerprints: GenerationFingerprints) async throws
}

/// A chunk in the hands of an embedding worker.
package struct ClaimedChunk: Sendable {
  package var digest: Digest
  package var source: String
  package var uri: String
  package var passage: Passage

  package init(digest: Digest, source: String, uri: String, passage: Passage) {
    self.digest = digest
    self.source = source
    self.uri = uri
    self.passage = passage
  }
}

/// What the model made of a chunk.
package struct EmbeddedChunk: Sendable {
  package var claim: ClaimedChunk
  package var vector: Result<[Float], Failure>

  package init(claim: ClaimedChunk, vector: Result<[Float], Failure>) {
    self.claim = claim
    self.vector = vector
  }
}
