import Foundation
import Indexing

/// A run's books as a table for people.
struct RunSummary {
  let record: RunRecord
  let pipeline: String
  let file: String

  var text: String {
    var lines: [String] = []
    let stages = Stage.allCases.filter { record.stages[$0] != nil }
    let worked = stages.contains { stage in
      guard let counts = record.stages[stage] else { return false }
      return counts.removed > 0 || counts.pending > 0 || (stage != .discover && counts.done > 0)
    }
    if record.outcome == .finished, !worked, record.gates == nil {
      lines.append("\(pipeline): nothing to do, \(unchanged) \(elapsed)")
    } else {
      lines.append("\(pipeline): \(headline) \(elapsed)")
      lines += StageTable(record: record).lines
      if record.tokens > 0 { lines.append(speed) }
    }
    if quarantined > 0 { lines.append("why items were set aside: quern quarantine list \(file)") }
    if let generation { lines.append(generation) }
    if let advice { lines.append(advice) }
    return lines.joined(separator: "\n")
  }

  private var quarantined: Int { record.stages.values.reduce(0) { $0 + $1.quarantined } }

  private var unchanged: String { "\(record.stages[.index]?.total ?? 0) documents are up to date" }

  private var seconds: Double { (record.finishedAt ?? record.startedAt) - record.startedAt }

  private var elapsed: String { "(run \(record.id), \(String(format: "%.1f", seconds)) s)" }

  private var speed: String {
    let embedding = max(record.stages[.embed]?.seconds ?? seconds, 0.001)
    let perSecond = Int(Double(record.tokens) / embedding)
    let documents = Int(Double(record.stages[.index]?.done ?? 0) / max(seconds, 0.001) * 60)
    return "embedded \(record.tokens) tokens at \(perSecond) a second; \(documents) documents a minute in all"
  }

  private var headline: String {
    switch record.outcome {
    case .finished: "done"
    case .handedOver: "these stages are done"
    case .interrupted: "interrupted"
    case .overThreshold: "too many failures"
    case .refusedByGate: "a gate refused the new generation"
    case .budgetReached: "budget reached"
    case .failed, .running: "failed"
    }
  }

  private var advice: String? {
    switch record.outcome {
    case .finished:
      (record.stages[.index]?.pending ?? 0) > 0 ? "some work is left: run the same command again" : nil
    case .interrupted, .budgetReached: "complete documents are searchable; run the same command again to go on"
    case .overThreshold:
      "nothing was published, searches see the old state; mend the causes, or raise failurePolicy.maxFailures"
    case .refusedByGate: "searches see the old generation; quern generation show tells more of the new one"
    case .handedOver: "workers of the later stages go on, with the same --run-id"
    case .failed, .running: nil
    }
  }

  /// What became of a generation that was not live before.
  private var generation: String? {
    guard let id = record.generation, let state = record.generationState else { return nil }
    for gate in record.gates ?? [] where !gate.passed { return "gate \(gate.gate): \(gate.finding)" }
    if record.gates != nil, state == .live { return "generation \(id) is live" }
    if state == .sealed { return "generation \(id) is complete and waits: quern generation promote \(file) \(id)" }
    return nil
  }
}
