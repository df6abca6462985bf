import Corpus
import Foundation
import Indexing
import Segments
import Serving
import Synchronization

/// A catalogue in memory over real segments in a folder of its own, which goes with it.
final class FakeCatalogue: IndexSource {
  let pipeline: String
  var folder: String { place.path }
  private let place: TemporaryFolder
  private let state = Mutex(State())

  private struct State {
    var generations: [Generation] = []
    var revisions: [Int: Revision] = [:]
    var failure: Failure?
    var bringFailure: Failure?
    var looks = 0
    var brought: [String] = []
    var files = 0
  }

  init(pipeline: String = "manual") throws {
    self.pipeline = pipeline
    place = try TemporaryFolder()
  }

  var looks: Int { state.withLock { $0.looks } }
  var brought: [String] { state.withLock { $0.brought } }

  func generations() async throws -> [Generation] {
    try state.withLock { state in
      state.looks += 1
      if let failure = state.failure { throw failure }
      return state.generations
    }
  }

  func revision(of generation: Generation) async throws -> Revision? {
    try state.withLock { state in
      if let failure = state.failure { throw failure }
      return state.revisions[generation.id]
    }
  }

  func bring(segment name: String) async throws {
    try state.withLock { state in
      state.brought.append(name)
      if let failure = state.bringFailure { throw failure }
    }
  }

  // MARK: what a run would do

  func fail(_ failure: Failure?) { state.withLock { $0.failure = failure } }
  func failToBring(_ failure: Failure?) { state.withLock { $0.bringFailure = failure } }

  @discardableResult
  func addGeneration(_ generation: Generation.State = .live, model: any Embedder = Letters()) -> Int {
    let other = Fingerprint(stage: "other", version: 1, settings: [:])
    return state.withLock { state in
      let id = state.generations.count + 1
      state.generations.append(
        Generation(
          id: id, state: generation,
          fingerprints: GenerationFingerprints(
            extract: other, chunk: other, embed: model.fingerprint, index: other),
          dimension: model.dimension, precision: "f32", revision: 0, createdAt: 1_700_000_000, promotedAt: 1_700_000_100
        ))
      return id
    }
  }

  func promote(_ id: Int) {
    state.withLock { state in
      for index in state.generations.indices {
        if state.generations[index].state == .live { state.generations[index].state = .retired }
        if state.generations[index].id == id { state.generations[index].state = .live }
      }
    }
  }

  /// Publishes a revision with one more segment.
  @discardableResult
  func publish(_ samples: [Sample], to generation: Int = 1) throws -> String {
    let name = state.withLock { state in
      state.files += 1
      return "segment-\(state.files)"
    }
    let writer = try SegmentWriter(path: folder + "/" + name, settings: SegmentSettings(dimension: 26))
    for sample in samples { try writer.add(sample.indexed(in: pipeline)) }
    let summary = try writer.finish()
    let entry = Revision.Entry(
      segment: name, documents: summary.documents, chunks: summary.chunks, bytes: summary.bytes, tombstones: [],
      deleted: 0)
    add(entry, to: generation)
    return name
  }

  func add(_ entry: Revision.Entry, to generation: Int = 1) {
    state.withLock { state in
      let before = state.revisions[generation]
      let number = (before?.number ?? 0) + 1
      state.revisions[generation] = Revision(
        generation: generation, number: number, segments: (before?.segments ?? []) + [entry],
        createdAt: 1_700_000_000 + Double(number))
      state.generations[generation - 1].revision = number
    }
  }

  /// Publishes a revision without the last segment.
  func dropLast(of generation: Int = 1) {
    state.withLock { state in
      state.revisions[generation]?.segments.removeLast()
      state.revisions[generation]?.number += 1
      state.generations[generation - 1].revision += 1
    }
  }
}

extension FakeCatalogue {
  /// With the four documents on aerodynamics, live.
  static func aerodynamics(_ pipeline: String = "manual") throws -> FakeCatalogue {
    let catalogue = try FakeCatalogue(pipeline: pipeline)
    catalogue.addGeneration()
    try catalogue.publish(Sample.aerodynamics)
    return catalogue
  }

  func served(
    model: Letters = Letters(), onMismatch: MismatchPolicy = .refuse, through queries: QueryService? = nil
  ) -> ServedPipeline {
    ServedPipeline(
      name: pipeline, source: self, embedder: { _ in model }, queries: queries, onMismatch: onMismatch)
  }
}
