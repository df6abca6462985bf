/// One run as the catalogue remembers it.
package struct RunRecord: Sendable, Codable {
  package var id: Int
  /// Seconds since 1970.
  package var startedAt: Double
  package var finishedAt: Double?
  package var outcome: RunOutcome
  package var generation: Int?
  /// What became of that generation.
  package var generationState: Generation.State?
  /// Generations that it fed besides.
  package var alsoFed: [Int]?
  /// What the gates said, if any generation came to them.
  package var gates: [GateReport]?
  package var revision: Int?
  package var stages: [Stage: StageCounts]
  /// Tokens embedded, after cache hits.
  package var tokens: Int
  /// What it worked with; absent from runs of older versions.
  package var manifest: RunManifest?

  package init(
    id: Int, startedAt: Double, finishedAt: Double? = nil, outcome: RunOutcome = .running, generation: Int? = nil,
    revision: Int? = nil, stages: [Stage: StageCounts] = [:], tokens: Int = 0
  ) {
    self.id = id
    self.startedAt = startedAt
    self.finishedAt = finishedAt
    self.outcome = outcome
    self.generation = generation
    self.revision = revision
    self.stages = stages
    self.tokens = tokens
  }
}
