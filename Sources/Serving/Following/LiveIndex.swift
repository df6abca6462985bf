import Corpus
package import Indexing
package import Retrieval
package import Segments

/// One revision of one generation, mapped and checked, with the model to ask it. Immutable: a request keeps the one it
/// began with, however often a newer one takes its place.
package struct LiveIndex: Sendable {
  package let generation: Generation
  package let revision: Revision
  package let snapshot: Snapshot
  package let searcher: Searcher
  /// The segments by name, for the next revision to take over.
  let segments: [String: Segment]
  /// Why vectors cannot be asked; nil if they can.
  let modelProblem: Failure?

  /// What a search does without, as the API names it.
  package var degraded: [String] { modelProblem == nil ? [] : ["semantic"] }

  /// The same index asked through another model.
  func with(searcher: Searcher, modelProblem: Failure?) -> LiveIndex {
    LiveIndex(
      generation: generation, revision: revision, snapshot: snapshot, searcher: searcher, segments: segments,
      modelProblem: modelProblem)
  }

  func isSame(as generation: Generation) -> Bool {
    self.generation.id == generation.id && revision.number == generation.revision
  }
}
