/// A worker that asks to take part in a run.
package struct RunRequest: Hashable, Sendable {
  /// What workers of one run have in common, such as the uid of a Job; nil for a run of one worker.
  package var key: String?
  package var stages: Set<Stage>
  /// Where the worker can be found, for people.
  package var host: String
  package var process: Int

  package init(
    key: String? = nil, stages: Set<Stage> = Set(Stage.allCases), host: String = "localhost", process: Int = 0
  ) {
    self.key = key
    self.stages = stages
    self.host = host
    self.process = process
  }
}
