import Corpus
import Foundation
import Indexing
import Retrieval
import Segments

/// A generation as searches see it: its revision's segments, mapped.
struct OpenIndex {
  let generation: Generation
  let revision: Revision
  let snapshot: Snapshot

  /// - Parameter id: a generation by number; the live one if nil.
  /// - Throws: ``Failure`` if there is nothing to search.
  init(store: any Store, generation id: Int?, pipeline: String) async throws {
    let generation = try await store.generations().searched(id, of: pipeline)
    // A run may swap the revision and sweep the old segments between the two reads; then the new one is there.
    for attempt in 1... {
      guard let revision = try await store.revision(of: generation) else {
        throw Failure(
          "index.absent", pipeline, "generation \(generation.id) holds nothing yet", remedy: "finish a run first",
          verdict: .stop(.input))
      }
      do {
        for entry in revision.segments { try await store.bring(segment: entry.segment) }
        snapshot = try Snapshot(
          try revision.segments.map { entry in
            (path: store.segments + "/" + entry.segment, tombstones: try Tombstones(entry))
          })
        self.generation = generation
        self.revision = revision
        return
      } catch let failure as Failure where attempt < 3 && failure.code == "segment.file" {
        continue
      }
    }
    preconditionFailure("the loop ends by returning or throwing")
  }
}

extension [Generation] {
  /// The generation that a search is about: by number, or the live one.
  func searched(_ number: Int?, of pipeline: String) throws -> Generation {
    if let number { return try numbered(number, of: pipeline) }
    guard let live = last(where: { $0.state == .live }) else {
      throw Failure(
        "index.absent", pipeline, "has no live generation", remedy: "finish a run first", verdict: .stop(.input))
    }
    return live
  }
}

extension Tombstones {
  init(_ entry: Revision.Entry) throws {
    self = entry.tombstones.isEmpty ? Tombstones() : try Tombstones(bytes: entry.tombstones)
  }
}
