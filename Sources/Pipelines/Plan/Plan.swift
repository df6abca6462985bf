/// A pipeline file checked and completed: defaults filled, references resolved, secrets still references. Only a plan
/// reaches the runner.
package struct Plan: Sendable, Equatable {
  /// DNS-1123 name of the pipeline.
  package var name: String
  /// The file it came from, as an absolute path.
  package var file: String
  package var store: StorePlan
  package var sources: [SourcePlan]
  package var extract: ExtractPlan
  package var chunk: ChunkPlan
  package var embed: EmbedPlan
  package var index: IndexPlan
  package var generations: GenerationsPlan
  package var evals: [EvalPlan]
  package var gates: [GatePlan]
  /// Largest share of the documents a run touched that may fail, from 0 to 1.
  package var maxFailures: Double
  /// How often runs try a file that cannot be read.
  package var maxAttempts: Int
  /// Tokens one run may embed, after cache hits; nil for no limit.
  package var maxTokens: Int?
  package var schedule: SchedulePlan?
}
