import Evaluating
import Indexing
import Pipelines
import Segments

/// Lets a complete generation go live, if it is sound and the pipeline's gates let it.
struct Promotion {
  let lane: Lane
  let census: Census
  let target: RunOptions.Target?
  /// The indexes that the database was given.
  let database: DatabasePlan?

  /// - Returns: what every gate said; the generation is live if all passed.
  func attempt() async throws -> [GateReport] {
    let plan = lane.bench.plan
    let live = try await lane.bench.store.generations().last { $0.state == .live }
    var reports = try await GenerationCheck(lane: lane, census: census, isSuccessor: live != nil).reports()
    // What is damaged need not be asked questions.
    if target?.passesGates ?? true, reports.allSatisfy(\.passed) {
      var asked: [GateReport] = []
      for gate in plan.gates { asked += await self.reports(of: gate, live) }
      reports += target?.override.map { asked.overridden(because: $0) } ?? asked
      if !plan.evals.isEmpty, !plan.gates.contains(where: \.asksQuestions) {
        await QualityCheck(lane: lane, live: live).record()
      }
    }
    if reports.allSatisfy(\.passed) { try await lane.bench.store.promote(lane.generation.id) }
    return reports
  }

  private func reports(of gate: GatePlan, _ live: Generation?) async -> [GateReport] {
    switch gate {
    case .quarantine(let most):
      let refused = census.extract.quarantined + census.index.quarantined
      let all = census.extract.quarantined + census.index.total
      return [Self.report("quarantine", refused, of: all, "quarantined", limit: most) { $0 <= $1 }]
    case .coverage(let least):
      let (complete, all) = (census.index.complete, census.index.total)
      return [Self.report("coverage", complete, of: all, "indexed", limit: least) { $0 >= $1 }]
    case .quality(let maxDrop):
      return await QualityCheck(lane: lane, live: live).reports(QualityGate(maxDrop: maxDrop))
    case .recall(let least):
      return await RecallCheck(lane: lane, database: database).reports(least: least)
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

extension GatePlan {
  fileprivate var asksQuestions: Bool { if case .quality = self { true } else { false } }
}

extension [GateReport] {
  /// Lets pass what refused, and says so and why.
  fileprivate func overridden(because reason: String) -> [GateReport] {
    map { report in
      guard !report.passed else { return report }
      return GateReport(
        gate: report.gate, passed: true, finding: "overridden because \"\(reason)\": \(report.finding)")
    }
  }
}
