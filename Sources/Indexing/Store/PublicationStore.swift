import Corpus

/// From complete documents to a revision that searches see.
package protocol PublicationStore: Sendable {
  /// Documents that are complete and not in the generation's revision, by ascending row from `after`.
  func readyDocuments(of generation: Generation, after row: Int64, limit: Int) async throws -> [ReadyDocument]

  /// How many documents ``readyDocuments(of:after:limit:)`` has.
  func readyCount(of generation: Generation) async throws -> Int

  /// Members of the revision that are replaced by a ready document, or whose document is gone.
  func outdatedMembers(of generation: Generation) async throws -> [Member]

  /// The current revision; nil before the first.
  func revision(of generation: Generation) async throws -> Revision?

  /// Swaps in a new revision, in one transaction.
  func publish(_ publication: Publication, of generation: Generation) async throws -> Revision
}
