/// One worker of a run, for people who wonder what it is doing.
package struct WorkerReport: Hashable, Sendable, Codable {
  package var id: Int
  package var run: Int
  package var host: String
  package var process: Int
  package var stages: [Stage]
  /// Seconds since 1970.
  package var joinedAt: Double
  package var heartbeatAt: Double
  /// When others may take over what it holds.
  package var expiresAt: Double
  /// Rows it holds, by stage.
  package var holding: [Stage: Int]
  /// When it took the oldest of them, in seconds since 1970.
  package var oldestClaimAt: Double?

  package init(
    id: Int, run: Int, host: String, process: Int, stages: [Stage], joinedAt: Double, heartbeatAt: Double,
    expiresAt: Double, holding: [Stage: Int] = [:], oldestClaimAt: Double? = nil
  ) {
    self.id = id
    self.run = run
    self.host = host
    self.process = process
    self.stages = stages
    self.joinedAt = joinedAt
    self.heartbeatAt = heartbeatAt
    self.expiresAt = expiresAt
    self.holding = holding
    self.oldestClaimAt = oldestClaimAt
  }
}
