import Corpus
import Indexing
import Segments

/// Reads a whole generation and compares it with the catalogue, before searches depend on it.
struct GenerationCheck {
  let lane: Lane
  let census: Census
  /// Whether it replaces another, and so must hold everything.
  let isSuccessor: Bool

  func reports() async throws -> [GateReport] {
    let store = lane.bench.store
    let revision = try await store.revision(of: lane.generation)
    var damage: [String] = []
    var documents = 0
    for entry in revision?.segments ?? [] {
      documents += entry.documents - entry.deleted
      do {
        try await store.bring(segment: entry.segment)
        let segment = try Segment(path: store.segments + "/" + entry.segment)
        try segment.verify()
        if segment.documentCount != entry.documents || segment.chunkCount != entry.chunks {
          damage.append("\(entry.segment) does not hold what the catalogue says")
        }
        if segment.settings.dimension != lane.generation.dimension {
          damage.append("\(entry.segment) has vectors of \(segment.settings.dimension) numbers")
        }
      } catch let failure as Failure where failure.verdict == .stop(.differences) {
        damage.append(failure.description)
      }
    }
    return [
      GateReport(
        gate: "checksums", passed: damage.isEmpty,
        finding: damage.isEmpty ? "\(revision?.segments.count ?? 0) segments are sound" : damage.joined(separator: "; ")
      ),
      GateReport(
        gate: "counts", passed: documents == census.published && !(isSuccessor && census.index.pending > 0),
        finding:
          "\(documents) documents in segments, \(census.published) listed, \(census.index.pending) not indexed yet"),
    ]
  }
}
