import Indexing
import Tracing

extension Runner {
  /// Does a stage's work as a span of the run's; a stage that this worker leaves to others is none.
  func traced<Value>(
    _ stage: Stage, _ lane: Lane? = nil, _ work: () async throws -> Value
  ) async throws -> Value {
    guard options.stages.contains(stage) else { return try await work() }
    return try await withSpan(stage.rawValue) { span in
      if let lane { span.attributes["quern.generation"] = lane.generation.id }
      return try await work()
    }
  }
}
