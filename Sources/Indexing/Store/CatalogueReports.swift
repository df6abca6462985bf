/// Questions people ask of the catalogue.
package protocol CatalogueReports: Sendable {
  /// Counts everything for a generation's fingerprints. A count that nothing was written since may be told again.
  func census(of fingerprints: GenerationFingerprints, generation: Int?) async throws -> Census

  /// Documents by URI, with what became of each.
  /// - Parameter pattern: a substring of the URI, or nil for all.
  func items(matching pattern: String?, fingerprints: GenerationFingerprints, limit: Int) async throws -> [ItemReport]

  /// Bytes of text of the documents that are not cut yet. Reads all of it where the store has no other way.
  func uncutBytes(for fingerprints: GenerationFingerprints) async throws -> Int

  /// Bytes that the catalogue takes on disk.
  func size() async throws -> Int
}
