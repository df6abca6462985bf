package import Indexing

/// What every store must do, one case a promise. A store's own tests run them all, each on an empty store.
package struct StoreConformance: Sendable, CustomStringConvertible {
  package let description: String
  package let check: @Sendable (any Store) async throws -> Void

  init(_ description: String, _ check: @escaping @Sendable (any Store) async throws -> Void) {
    self.description = description
    self.check = check
  }

  package static let all: [StoreConformance] =
    runs + discovery + extraction + chunks + embeddings + censuses + publication + evaluations
}
