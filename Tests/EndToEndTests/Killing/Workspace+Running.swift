import Testing

extension Workspace {
  /// Waits until a run holds the catalogue, or has ended.
  func untilRunning(_ run: RunningProgram) async throws {
    while run.isRunning {
      let status = await Outcome(of: try await quern.start(["status", "pipeline.yaml", "-o", "json"]))
      if status.ending == .code(0), try Quern.decoded(status.out, as: StatusAnswer.self).running { return }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
