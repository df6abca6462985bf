import Corpus
package import Indexing
import Pipelines
package import Retrieval
import Segments

extension Workbench {
  /// Opens a generation for searching, with the model that made it; and says which revision that is.
  /// - Throws: ``Failure`` `index.absent` if it holds nothing yet, or `generation.recipe` if its model cannot be had.
  package func searcher(of generation: Generation) async throws -> (searcher: Searcher, revision: Int) {
    guard let revision = try await store.revision(of: generation) else {
      throw Failure(
        "index.absent", plan.name, "generation \(generation.id) holds nothing yet", remedy: "finish a run first",
        verdict: .stop(.input))
    }
    for entry in revision.segments { try await store.bring(segment: entry.segment) }
    let snapshot = try Snapshot(
      try revision.segments.map { entry in
        (
          path: store.segments + "/" + entry.segment,
          tombstones: entry.tombstones.isEmpty ? Tombstones() : try Tombstones(bytes: entry.tombstones)
        )
      })
    let isOurs = generation.fingerprints.embed == embedder.fingerprint
    let model = isOurs ? embedder : try await reopen(generation).embedder
    return (Searcher(snapshot: snapshot, embedder: model), revision.number)
  }
}
