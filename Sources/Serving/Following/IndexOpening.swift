import Corpus
import Indexing
import Retrieval
import Segments
import Threading

/// Brings, opens, checks and warms a revision, so that the first request to meet it waits for nothing.
struct IndexOpening: Sendable {
  let source: any IndexSource
  let handshake: Handshake
  let onMismatch: MismatchPolicy
  let strategies: [any RetrievalStrategy]
  /// Where files are read.
  let threads: WorkerThreads

  /// - Parameter known: indexes whose segments can be taken over; what was checked once is not read again.
  /// - Throws: ``Failure``, and what the source throws.
  func open(_ generation: Generation, reusing known: [LiveIndex]) async throws -> LiveIndex? {
    // A run may sweep segments between the two reads; then there is a newer revision that does without them.
    for attempt in 1... {
      guard let revision = try await source.revision(of: generation) else { return nil }
      do {
        return try await open(generation, revision, reusing: known)
      } catch let failure as Failure where failure.code == "segment.file" && attempt < 3 {
        guard try await source.revision(of: generation)?.number != revision.number else { throw failure }
      }
    }
    return nil
  }

  private func open(
    _ generation: Generation, _ revision: Revision, reusing known: [LiveIndex]
  ) async throws -> LiveIndex {
    let names = revision.segments.map(\.segment)
    let open = names.reduce(into: [String: Segment]()) { open, name in
      open[name] = known.lazy.compactMap { $0.segments[name] }.first
    }
    for name in names where open[name] == nil {
      try Self.check(name)
      try await source.bring(segment: name)
    }
    let (snapshot, segments) = try await withTaskExecutorPreference(threads) {
      try await map(revision, open)
    }
    var generation = generation
    generation.revision = revision.number
    let (searcher, problem) = try await searcher(snapshot, generation)
    return LiveIndex(
      generation: generation, revision: revision, snapshot: snapshot, searcher: searcher, segments: segments,
      modelProblem: problem)
  }

  /// Asks a snapshot through the generation's model, or by words alone where the policy allows it.
  func searcher(_ snapshot: Snapshot, _ generation: Generation) async throws -> (Searcher, Failure?) {
    do throws(Failure) {
      let model = try await handshake.model(for: generation)
      guard snapshot.dimension ?? generation.dimension == generation.dimension else {
        throw Failure(
          "model.differs", handshake.pipeline, "its vectors are not of the length that its generation says",
          remedy: "run quern verify, or quern reindex", verdict: .stop(.differences))
      }
      return (Searcher(snapshot: snapshot, embedder: model, strategies: strategies), nil)
    } catch {
      guard onMismatch == .lexical else { throw error }
      return (Searcher(snapshot: snapshot, embedder: nil, strategies: strategies), error)
    }
  }

  /// Maps what is not mapped yet. Comparing every block with its checksum also brings it into memory.
  private func map(_ revision: Revision, _ open: [String: Segment]) async throws -> (Snapshot, [String: Segment]) {
    var segments = open
    for entry in revision.segments where segments[entry.segment] == nil {
      let segment = try Segment(path: source.folder + "/" + entry.segment)
      try segment.verify()
      segments[entry.segment] = segment
    }
    let parts = try revision.segments.compactMap { entry in
      try segments[entry.segment].map { (segment: $0, tombstones: try Tombstones(entry)) }
    }
    let snapshot = try Snapshot(parts)
    _ = try snapshot.lexical("the first question", limit: 1)
    return (snapshot, segments)
  }

  /// A segment's name is a file of the folder, whatever a catalogue says.
  private static func check(_ name: String) throws {
    guard !name.isEmpty, !name.contains("/"), name != ".", name != "..", !name.utf8.contains(0) else {
      throw Failure(
        "segment.name", "a revision", "lists a segment that is no file of the segments' folder",
        remedy: "run quern verify", verdict: .stop(.differences))
    }
  }
}

extension Tombstones {
  init(_ entry: Revision.Entry) throws {
    self = entry.tombstones.isEmpty ? Tombstones() : try Tombstones(bytes: entry.tombstones)
  }
}
