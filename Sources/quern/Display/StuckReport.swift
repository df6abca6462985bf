import Corpus
import Foundation
import Indexing

/// Who holds what, since when, and what to do about it.
struct StuckReport: Encodable {
  struct Worker: Encodable {
    var worker: WorkerReport
    /// Seconds since it was last heard of, and since it took the oldest row it holds.
    var silence: Double
    var oldestClaim: Double?
    var remedy: String
  }

  struct Retry: Encodable {
    var uri: String
    var stage: String
    var code: String
    var attempts: Int
    var remedy: String
  }

  var workers: [Worker]
  /// Items that the next run tries again by itself.
  var retries: [Retry]
  /// Generations that wait for somebody.
  var waiting: [String]

  init(store: any Store, file: String, maxAttempts: Int) async throws {
    let now = Date().timeIntervalSince1970
    workers = try await store.workers().map { worker in
      let claim = worker.oldestClaimAt.map { now - $0 }
      return Worker(
        worker: worker, silence: max(0, now - worker.heartbeatAt), oldestClaim: claim,
        remedy: Self.remedy(worker, claim: claim, now: now))
    }
    retries = try await store.quarantined(uri: nil, limit: 1000).filter { item in
      !item.discarded && item.reason.isRetried && item.attempts < maxAttempts
    }.map { item in
      Retry(
        uri: item.uri, stage: item.stage.rawValue, code: item.failure.code, attempts: item.attempts,
        remedy: item.failure.remedy)
    }
    waiting = try await store.generations().compactMap { generation in
      switch generation.state {
      case .sealed:
        "generation \(generation.id) is complete and not live: quern generation promote \(file) \(generation.id)"
      case .building: "generation \(generation.id) is not complete: quern run \(file)"
      case .live, .retired, .failed: nil
      }
    }
  }

  private static func remedy(_ worker: WorkerReport, claim: Double?, now: Double) -> String {
    if worker.expiresAt < now - 1 { return "taken for dead: the next worker to look frees what it holds" }
    if let claim, claim > 600 { return "alive, but slow: look at its log, or stop it and run again; nothing is lost" }
    return "nothing: it is at work"
  }

  var text: String {
    var lines: [String] = []
    for entry in workers {
      let worker = entry.worker
      let held = worker.holding.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key.unit)" }.joined(separator: ", ")
      let age = entry.oldestClaim.map { ", the oldest for \(Int($0)) s" } ?? ""
      lines.append(
        "worker \(worker.id) of run \(worker.run), process \(worker.process) on \(worker.host): heard of \(Int(entry.silence)) s ago, holds \(held.isEmpty ? "nothing to speak of" : held)\(age) (\(entry.remedy))"
      )
    }
    for retry in retries {
      lines.append(
        "\(retry.uri): \(retry.stage) failed \(retry.attempts) times, and the next run tries again (\(retry.remedy)) [\(retry.code)]"
      )
    }
    lines += waiting
    return lines.isEmpty ? "nothing is stuck: nobody is at work, nothing waits" : lines.joined(separator: "\n")
  }
}
