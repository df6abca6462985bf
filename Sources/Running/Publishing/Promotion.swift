import Corpus
import Indexing
import Pipelines
import Segments

/// Lets a complete generation go live, if it is sound and the pipeline's gates let it.
struct Promotion {
  let lane: Lane
  let census: Census
  let target: RunOptions.Target?

  /// - Returns: what every gate said; the generation is live if all passed.
  func attempt() async throws -> [GateReport] {
    let hasLive = try await lane.bench.store.generations().contains { $0.state == .live }
    var reports = try await GenerationCheck(lane: lane, census: census, isSuccessor: hasLive).reports()
    if target?.passesGates ?? true { reports += lane.bench.plan.gates.map { $0.report(on: census) } }
    if reports.allSatisfy(\.passed) { try await lane.bench.store.promote(lane.generation.id) }
    return reports
  }
}

extension GatePlan {
  /// Compares a generation's counts with what the pipeline file asks for.
  func report(on census: Census) -> GateReport {
    switch self {
    case .quarantine(let most):
      let refused = census.extract.quarantined + census.index.quarantined
      let all = census.extract.quarantined + census.index.total
      return Self.report("quarantine", refused, of: all, "quarantined", limit: most) { $0 <= $1 }
    case .coverage(let least):
      return Self.report("coverage", census.index.complete, of: census.index.total, "indexed", limit: least) {
        $0 >= $1
      }
    case .quality, .recall:
      return GateReport(gate: "\(self)", passed: false, finding: "this version does not measure it")
    }
  }

  private static func report(
    _ gate: String, _ count: Int, of total: Int, _ verb: String, limit: Double, _ isWithin: (Double, Double) -> Bool
  ) -> GateReport {
    let share = total == 0 ? 1 : Double(count) / Double(total)
    func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
    return GateReport(
      gate: gate, passed: isWithin(share, limit),
      finding: "\(count) of \(total) \(verb), \(percent(share)); the limit is \(percent(limit))")
  }
}
