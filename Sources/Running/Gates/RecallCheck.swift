import Corpus
import Evaluating
import Foundation
import Indexing
import Pipelines
import Retrieval
import Segments

/// Compares what a generation's approximate vector indexes find with what comparing all vectors finds.
struct RecallCheck {
  let lane: Lane
  /// The indexes that the database was given.
  let database: DatabasePlan?

  /// Neighbours of each vector that count.
  private static let k = 10
  /// Vectors that are asked for.
  private static let sample = 100

  /// Finds chunks near a vector, perhaps not all of the nearest.
  private typealias Search = @Sendable (_ vector: [Float], _ limit: Int) async throws -> [ChunkID]

  /// - Parameter least: the share that must be found, from 0 to 1.
  /// - Returns: what the gate says of each index. What cannot be measured is refused.
  func reports(least: Double) async -> [GateReport] {
    do {
      let (searcher, _) = try await lane.bench.searcher(of: lane.generation)
      let indexes = indexes(searcher.snapshot)
      guard !indexes.isEmpty else {
        return [GateReport(gate: "recall", passed: true, finding: "nothing is approximate: all vectors are compared")]
      }
      let vectors = try await vectors(searcher)
      var reports: [GateReport] = []
      for (name, search) in indexes {
        let recall = try await recall(of: search, vectors, searcher.snapshot)
        let finding = String(
          format: "recall@%d %.4f of %@, over %d vectors; the limit is %.4g", Self.k, recall, name, vectors.count, least
        )
        reports.append(GateReport(gate: "recall", passed: recall >= least, finding: finding))
      }
      return reports
    } catch {
      let problem = (error as? Failure)?.description ?? "\(error)"
      return [GateReport(gate: "recall", passed: false, finding: "it cannot be measured: \(problem)")]
    }
  }

  private func indexes(_ snapshot: Snapshot) -> [(name: String, search: Search)] {
    var indexes: [(String, Search)] = []
    if snapshot.hasGraph {
      indexes.append(("the segments' graphs", { try snapshot.semantic($0, limit: $1).map(\.chunk) }))
    }
    let store = lane.bench.store
    if let database, database.vector != .none,
      let store = store as? any DatabaseIndexStore
    {
      let generation = lane.generation
      indexes.append(
        ("the database's index", { try await store.neighbours(of: $0, in: generation, limit: $1) }))
    }
    return indexes
  }

  /// Those of the judged questions; of a pipeline without, chunks' own, which are easier to find something near to.
  private func vectors(_ searcher: Searcher) async throws -> [[Float]] {
    var vectors: [[Float]] = []
    for eval in lane.bench.plan.evals {
      for question in try Question.read(path: eval.queries) where vectors.count < Self.sample {
        vectors.append(try await searcher.vector(of: SearchRequest(question.text)))
      }
    }
    return vectors.isEmpty ? searcher.snapshot.someVectors(atMost: Self.sample) : vectors
  }

  private func recall(of search: Search, _ vectors: [[Float]], _ snapshot: Snapshot) async throws -> Double {
    var shares: [Double] = []
    for vector in vectors {
      let found = try await search(vector, Self.k)
      shares.append(try NeighbourRecall.share(of: found, near: vector, in: snapshot, k: Self.k))
    }
    return shares.mean
  }
}
