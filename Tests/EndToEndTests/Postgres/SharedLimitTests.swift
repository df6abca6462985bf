import Fixtures
import Instruments
import Testing

/// Many processes that ask one remote model, and keep within its limits together.
@Suite(
  .enabled(if: SharedCatalogue.url != nil && Program("python3") != nil, "needs QUERN_TEST_POSTGRES_URL and python3"))
struct SharedLimitTests {
  @Test func `three workers ask no more than what all of them may`() async throws {
    var random = SeededGenerator(seed: 31)
    let place = try Workspace()
    try place.writeProse(60, words: 100, using: &random)
    try await ModelService.run { service in
      let (perMinute, burst) = (360.0, 36.0)
      var pipeline = Pipeline()
      pipeline.embed = """
        { model: { type: openai, url: "http://127.0.0.1:\(service.port)", model: stub }, batch: { maxTokens: 100 }, \
        limits: { requestsPerMinute: \(Int(perMinute)) } }
        """
      let shared = try SharedCatalogue(place, pipeline)
      var workers: [RunningProgram] = []
      for number in 0..<3 {
        workers.append(try await shared.machine("\(number)").start(["run", "pipeline.yaml", "--run-id", "job"]))
      }
      for worker in workers {
        let outcome = await Outcome(of: worker)
        #expect(outcome.ending == .code(0), "\(outcome)")
      }
      // Each worker asks once for the dimension, and what was let go may be under way for as long as the machine is busy:
      // four batches of each worker, of four requests each. That is the slack.
      let slack = 3.0 + 3 * 4 * 4
      let asked = try service.requests().map(\.at)
      #expect(Double(asked.count) > burst + slack, "too few requests to tell")
      for (first, start) in asked.enumerated() {
        for (last, end) in asked.enumerated().dropFirst(first) {
          let allowed = burst + (end - start) * perMinute / 60 + slack
          #expect(Double(last - first + 1) <= allowed, "\(last - first + 1) requests in \(end - start) s")
        }
      }
    }
  }
}
