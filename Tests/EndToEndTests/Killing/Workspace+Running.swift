import Fixtures
import Glibc
import Testing

extension Workspace {
  /// Starts a run, and stops it (SIGSTOP) in the middle of its work.
  func startAndStop() async throws -> RunningProgram {
    while true {
      let run = try await quern.start(["run", "pipeline.yaml"])
      try await untilRunning(run)
      run.send(SIGSTOP)
      let status: StatusAnswer = try await quern.json("status", "pipeline.yaml")
      if status.running { return run }
      // It was faster. Give it more to do.
      run.send(SIGCONT)
      _ = await Outcome(of: run)
      var random = SeededGenerator(seed: UInt64(status.lastRun?.id ?? 0))
      try writeProse(1200, words: 300, using: &random)
    }
  }

  /// Waits until a run holds the catalogue, or has ended.
  func untilRunning(_ run: RunningProgram) async throws {
    while run.isRunning {
      let status = await Outcome(of: try await quern.start(["status", "pipeline.yaml", "-o", "json"]))
      if status.ending == .code(0), try Quern.decoded(status.out, as: StatusAnswer.self).running { return }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
