import Foundation
import Glibc
package import Indexing

extension RunMetrics {
  /// A run's books, as gauges: those of the last run known.
  package func report(_ record: RunRecord) {
    report(record.outcome)
    gauge("rag_run_duration_seconds", (record.finishedAt ?? Date().timeIntervalSince1970) - record.startedAt)
    for (stage, counts) in record.stages {
      report(
        stage,
        [
          ("done", counts.done), ("reused", counts.reused), ("quarantined", counts.quarantined),
          ("skipped", counts.skipped), ("removed", counts.removed),
        ], pending: counts.pending)
      gauge("rag_stage_duration_seconds", counts.seconds, ("stage", stage.rawValue))
    }
    for report in record.gates ?? [] { gauge("rag_gate_passed", report.passed ? 1 : 0, ("gate", report.gate)) }
    if record.outcome == .finished, let finishedAt = record.finishedAt { succeeded(at: finishedAt) }
  }

  package func report(_ outcome: RunOutcome) {
    for other in RunOutcome.allCases {
      gauge("rag_run_outcome", other == outcome ? 1 : 0, ("outcome", other.rawValue))
    }
  }

  /// - Parameter time: seconds since 1970.
  func succeeded(at time: Double) { gauge("rag_run_last_success_timestamp_seconds", time) }

  /// How far a run has got that is still at work; what is pending includes chunks whose vector is there already.
  func report(_ stations: [Stage: RunProgress.Station], after duration: Duration) {
    gauge("rag_run_duration_seconds", duration / .seconds(1))
    for (stage, station) in stations {
      report(
        stage, [("done", station.done), ("reused", station.reused), ("quarantined", station.quarantined)],
        pending: max(0, station.total - station.finished))
    }
  }

  /// The most memory held so far.
  func reportMemory() {
    for (program, who) in [("quern", RUSAGE_SELF), ("quern-extract", RUSAGE_CHILDREN)] {
      var usage = rusage()
      getrusage(__rusage_who_t(who.rawValue), &usage)
      // In kilobytes; 0 where no child has ended yet.
      if usage.ru_maxrss > 0 {
        gauge("rag_run_peak_memory_bytes", Double(usage.ru_maxrss) * 1024, ("program", program))
      }
    }
  }

  private func report(_ stage: Stage, _ counts: [(String, Int)], pending: Int) {
    for (outcome, count) in counts {
      gauge("rag_stage_items", Double(count), ("stage", stage.rawValue), ("outcome", outcome))
    }
    gauge("rag_pending_items", Double(pending), ("stage", stage.rawValue))
  }
}
