import AsyncHTTPClient
import Corpus
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

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
    let client = client()
    if warmup > .zero { _ = await self.tally(client, for: warmup) }
    let (tally, use) = await watched { await self.tally(client, for: duration) }
    try await client.shutdown()
    guard tally.answers > 0 else {
      throw Failure(
        "bench.server", target.url,
        "answered nothing: \(tally.errors.sorted { $0.value > $1.value }.map { "\($0.value) × \($0.key)" }.joined(separator: ", "))",
        remedy: "see that the server runs and takes these requests", verdict: .stop(.dependency))
    }
    let report = LoadReport(benchmark: self, tally: tally, use: use)
    return (report.report, report.broken)
  }

  private func client() -> HTTPClient {
    var settings = HTTPClient.Configuration()
    settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = users
    settings.connectionPool.retryConnectionEstablishment = false
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = .nanoseconds(Int64(timeout / .nanoseconds(1)))
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }

  /// Sends until the time is over, then waits for what is on its way.
  private func tally(_ client: HTTPClient, for span: Duration) async -> LoadTally {
    let next = Ticket()
    let tally = SharedTally()
    let clock = ContinuousClock()
    let started = clock.now
    await withTaskGroup { group in
      for _ in 0..<users {
        group.addTask {
          while !Task.isCancelled {
            let number = next.take()
            var asked = clock.now
            if let due = pace.due(number) {
              guard due < span else { return }
              asked = started + due
              if clock.now < asked { try? await clock.sleep(until: asked) }
            }
            guard clock.now - started < span || pace != .closed else { return }
            let outcome = await outcome(number, client)
            let ended = clock.now
            tally.counts.withLock { $0.record(outcome, took: ended - asked, at: ended - started) }
          }
        }
      }
    }
    return tally.counts.withLock { $0 }
  }

  private final class SharedTally: Sendable {
    let counts = Mutex(LoadTally())
  }

  private func outcome(_ number: Int, _ client: HTTPClient) async -> LoadTally.Outcome {
    do {
      let limit = TimeAmount.nanoseconds(Int64(timeout / .nanoseconds(1)))
      let response = try await client.execute(target.request(number), timeout: limit)
      for try await _ in response.body {}
      return response.status.code < 400 ? .answer : .error("HTTP \(response.status.code)")
    } catch let error as HTTPClientError {
      let timeouts: [HTTPClientError] = [.deadlineExceeded, .readTimeout, .connectTimeout]
      return timeouts.contains(error) ? .timeout : .error(error.shortDescription)
    } catch {
      return .error("no connection")
    }
  }

  private func watched(_ body: () async -> LoadTally) async -> (LoadTally, [ProcessUse]) {
    guard let process else { return (await body(), []) }
    let watch = Task.detached { await ProcessUse.samples(of: process) }
    let tally = await body()
    watch.cancel()
    return (tally, await watch.value)
  }
}
