import Corpus
import Foundation
import NIOCore
import NIOPosix

/// How a server behaves under load over HTTP.
package struct LoadBenchmark: Sendable {
  package var target: LoadTarget
  package var pace: LoadPace
  /// Connections, and requests on their way at a time.
  package var users: Int
  package var duration: Duration
  /// Not counted.
  package var warmup: Duration = .seconds(2)
  package var timeout: Duration = .seconds(10)
  package var levels: [ServiceLevel] = []
  /// The server's process, whose processor time and memory are watched.
  package var process: Int32?

  package init(target: LoadTarget, pace: LoadPace, users: Int, duration: Duration) {
    self.target = target
    self.pace = pace
    self.users = users
    self.duration = duration
  }

  /// - Throws: ``Failure`` `bench.server` if nothing was answered at all.
  /// - Returns: the report, and the promises that were not kept.
  package func run() async throws -> (report: BenchmarkReport, broken: [ServiceLevel]) {
    // Half of the processors: the server may be on this machine, too.
    let processors = max(1, ProcessInfo.processInfo.activeProcessorCount / 2)
    let loops = MultiThreadedEventLoopGroup(numberOfThreads: min(users, processors))
    if warmup > .zero { _ = try await self.tally(loops, for: warmup) }
    let (tally, use) = try await watched { try await self.tally(loops, for: duration) }
    try await loops.shutdownGracefully()
    guard tally.answers > 0 else {
      throw Failure(
        "bench.server", target.url,
        "answered nothing: \(tally.errors.sorted { $0.value > $1.value }.map { "\($0.value) × \($0.key)" }.joined(separator: ", "))",
        remedy: "see that the server runs and takes these requests", verdict: .stop(.dependency))
    }
    let report = LoadReport(benchmark: self, tally: tally, use: use)
    return (report.report, report.broken)
  }

  /// Sends until the time is over, then waits for what is on its way.
  private func tally(_ loops: MultiThreadedEventLoopGroup, for span: Duration) async throws -> LoadTally {
    let script = try LoadScript(target: target, pace: pace, span: span, timeout: timeout)
    let tallies = (0..<users).map { _ in LoadUser(script, on: loops.next()).run() }
    return try await EventLoopFuture.whenAllSucceed(tallies, on: loops.next()).get()
      .reduce(into: LoadTally()) { $0.add($1) }
  }

  private func watched(_ body: () async throws -> LoadTally) async throws -> (LoadTally, [ProcessUse]) {
    guard let process else { return (try await body(), []) }
    let watch = Task.detached { await ProcessUse.samples(of: process) }
    defer { watch.cancel() }
    let tally = try await body()
    watch.cancel()
    return (tally, await watch.value)
  }
}
