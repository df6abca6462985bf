/// When a cluster runs the pipeline; never part of a fingerprint.
package struct SchedulePlan: Sendable, Equatable {
  /// Five fields, as CronJob takes them.
  package var cron: String
  package var timeZone: String
  package var concurrencyPolicy: ConcurrencyPolicy

  package enum ConcurrencyPolicy: String, Sendable, Equatable, CaseIterable {
    case forbid = "Forbid", allow = "Allow", replace = "Replace"
  }
}
