package import Indexing

/// The part of a pipeline's catalogue that a server reads. It may be slow or away at any time.
package protocol IndexSource: Sendable {
  /// The folder of the segment files on this machine.
  var folder: String { get }

  /// All generations, oldest first.
  func generations() async throws -> [Generation]

  /// What searches of a generation see; nil before its first revision.
  func revision(of generation: Generation) async throws -> Revision?

  /// Sees to it that a segment is in ``folder``, whole.
  func bring(segment name: String) async throws
}

/// Any store is such a source.
package struct CatalogueSource: IndexSource {
  private let store: any GenerationStore & PublicationStore & SegmentStore

  package init(_ store: any GenerationStore & PublicationStore & SegmentStore) { self.store = store }

  package var folder: String { store.segments }
  package func generations() async throws -> [Generation] { try await store.generations() }
  package func revision(of generation: Generation) async throws -> Revision? {
    try await store.revision(of: generation)
  }
  package func bring(segment name: String) async throws { try await store.bring(segment: name) }
}
