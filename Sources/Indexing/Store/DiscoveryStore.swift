package import Corpus

/// What the sources hold.
package protocol DiscoveryStore: Sendable {
  /// Compares a batch of a source's listing with what was known, and writes the difference.
  func note(_ objects: [SourceObject], of source: String) async throws -> ListingDifference

  /// Quarantines what a source's listing could not look at, and settles what an earlier one could not. What is known of
  /// such a file, or of what is below such a folder (its URI ends in a slash), is kept and not read.
  func noteUnreadable(_ refusals: [Refusal], of source: String, for fingerprint: Fingerprint) async throws

  /// Starts a listing of a source: nothing of it is noted yet.
  func beginListing(of source: String) async throws

  /// How many objects were known before the listing, and how many of them it no longer showed.
  func missing(of source: String) async throws -> (known: Int, missing: Int)

  /// Keeps what the listing no longer showed, documents and all, and no longer tries to read it.
  func keepMissing(of source: String) async throws -> Int

  /// Takes what the listing no longer showed out of the catalogue, with its documents.
  func removeMissing(of source: String) async throws -> Int

  /// Takes sources that the pipeline no longer names out of the catalogue.
  func removeSources(except names: [String]) async throws -> Int

  /// How an object compares with what is known of it; writes nothing.
  func standing(of object: SourceObject, in source: String) async throws -> ObjectStanding

  /// How many objects of a source are known.
  func known(of source: String) async throws -> Int
}

/// How a listed object compares with the catalogue.
package enum ObjectStanding: Sendable {
  case new, touched, unchanged
}
