package import Corpus
import Foundation

/// Embeds without a model: every word adds ±(1 + ln tf) to a place its hash decides.
///
/// Signed feature hashing after Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009): in
/// expectation collisions cancel, so the inner product of two vectors estimates that of their word counts.
package struct HashingEmbedder: Embedder {
  package let dimension: Int
  package let tokenizer: any Tokenizer

  package init(dimension: Int = 384, tokenizer: any Tokenizer) {
    precondition(dimension > 0, "a vector has at least one place")
    self.dimension = dimension
    self.tokenizer = tokenizer
  }

  package var fingerprint: Fingerprint {
    Fingerprint(stage: "embed", version: 1, settings: ["model": "hashing", "dimension": "\(dimension)"])
  }

  package func embed(_ passages: [Passage]) async throws -> [Result<[Float], Failure>] {
    passages.map { .success(vector(of: $0.tokens)) }
  }

  package func embed(query: String) async throws -> [Float] { vector(of: tokenizer.sequence(query)) }

  /// The unit vector of some word hashes; the first axis when there are none, or when they cancel.
  private func vector(of hashes: [Int32]) -> [Float] {
    var sums = [Float](repeating: 0, count: dimension)
    for (hash, count) in Self.counted(hashes) {
      let mixed = Self.mixed(hash)
      let weight = 1 + log(Float(count))
      sums[Int(mixed >> 1) % dimension] += mixed & 1 == 0 ? weight : -weight
    }
    let norm = sums.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard norm > 0 else {
      sums[0] = 1
      return sums
    }
    return sums.map { $0 / norm }
  }

  /// Distinct hashes in ascending order, so that equal texts sum in the same order, with how often each occurs.
  private static func counted(_ hashes: [Int32]) -> [(hash: Int32, count: Int)] {
    var counted: [(hash: Int32, count: Int)] = []
    for hash in hashes.sorted() {
      if counted.last?.hash == hash { counted[counted.count - 1].count += 1 } else { counted.append((hash, 1)) }
    }
    return counted
  }

  /// Spreads a hash's bits so that place and sign are independent (the finaliser of MurmurHash3).
  private static func mixed(_ hash: Int32) -> UInt32 {
    var bits = UInt32(bitPattern: hash)
    bits = (bits ^ bits >> 16) &* 0x85eb_ca6b
    bits = (bits ^ bits >> 13) &* 0xc2b2_ae35
    return bits ^ bits >> 16
  }
}
