import Foundation
import Indexing

/// What went into each stage of a run, and what became of it.
struct StageTable {
  let record: RunRecord
  /// Whether a column says how long each stage was at work.
  var hasSeconds = false

  var lines: [String] {
    let head = ["total", "done", "reused", "quarantined", "skipped", "pending", "removed"]
    return [row("stage", head + (hasSeconds ? ["busy, s"] : []), "unit")]
      + Stage.allCases.compactMap { stage in
        record.stages[stage].map { counts in
          let numbers = [
            counts.total, counts.done, counts.reused, counts.quarantined, counts.skipped, counts.pending,
            counts.removed,
          ].map { "\($0)" }
          return row(
            stage.rawValue, numbers + (hasSeconds ? [String(format: "%.2f", counts.seconds)] : []), stage.unit)
        }
      }
  }

  private func row(_ first: String, _ numbers: [String], _ last: String) -> String {
    let name = first.padding(toLength: 10, withPad: " ", startingAt: 0)
    let columns = numbers.map { String(repeating: " ", count: max(1, 12 - $0.count)) + $0 }
    return name + columns.joined() + "  " + last
  }
}
