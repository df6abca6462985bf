import Corpus
import Indexing
import Logging
import Segments

/// Keeps one pipeline's live index at what the catalogue says. Whatever goes wrong, what is served stays as it is.
actor Follower {
  private let pipeline: ServedPipeline
  private let metrics: FollowMetrics
  private let log: Logger
  private var patience = FollowPatience()
  private var prefetchPatience = FollowPatience()
  private var modelTried = ContinuousClock.now
  /// The code of what was last complained of; one line for each change.
  private var complaint: String?
  private var modelComplaint: String?
  private var hasSaidThatItWaits = false

  /// How often a model that was not at hand is asked for again.
  private static let modelPatience = Duration.seconds(10)

  init(_ pipeline: ServedPipeline, log: Logger) {
    self.pipeline = pipeline
    metrics = FollowMetrics(pipeline: pipeline.name)
    self.log = log
  }

  /// Looks once, and follows what it sees. Never throws: a failure is a metric, and a line in the log when it is new.
  func look() async {
    do {
      try await follow()
      settle(nil)
    } catch is CancellationError {
      return
    } catch is Waiting {
      return
    } catch {
      settle(error as? Failure ?? .follow(pipeline.name))
    }
  }

  /// Sets the gauges, also while a look hangs.
  nonisolated func report() { metrics.report(pipeline) }

  private func follow() async throws {
    let generations = try await pipeline.source.generations()
    let (live, ready) = pipeline.update { state in
      state.generations = generations
      state.seen = .now
      return (state.live, state.ready)
    }
    let decision = FollowDecision(live: live?.generation, ready: ready?.generation, catalogue: generations)
    if let generation = decision.adopt {
      try await adopt(generation, live, ready)
    } else if let live, live.modelProblem != nil {
      try await mend(live)
    } else if live == nil, !hasSaidThatItWaits {
      hasSaidThatItWaits = true
      log.notice("waits for a first run: nothing is live yet", metadata: ["pipeline": "\(pipeline.name)"])
    }
    if let generation = decision.prefetch { await prefetch(generation) }
  }

  private func adopt(_ generation: Generation, _ live: LiveIndex?, _ ready: LiveIndex?) async throws {
    guard patience.allows(generation, at: .now) else { throw Waiting() }
    do {
      let isReady = ready?.isSame(as: generation) ?? false
      let index =
        isReady ? ready : try await pipeline.opening.open(generation, reusing: [live, ready].compactMap(\.self))
      guard let index else { return }
      modelTried = .now
      pipeline.update { state in
        state.live = index
        if state.ready?.generation.id == generation.id { state.ready = nil }
      }
      metrics.report(pipeline)
      log.log(
        level: live == nil ? .notice : .info, live == nil ? "serves its first revision" : "follows a revision",
        metadata: [
          "pipeline": "\(pipeline.name)", "generation": "\(generation.id)", "revision": "\(index.revision.number)",
          "chunks": "\(index.snapshot.chunkCount)",
        ])
      settle(model: index.modelProblem)
    } catch {
      patience.failed(generation, at: .now)
      throw error
    }
  }

  /// Asks again for a model that was not at hand when the index was opened.
  private func mend(_ live: LiveIndex) async throws {
    guard ContinuousClock.now - modelTried > Self.modelPatience else { return }
    modelTried = .now
    let (searcher, problem) = try await pipeline.opening.searcher(live.snapshot, live.generation)
    pipeline.update { $0.live = live.with(searcher: searcher, modelProblem: problem) }
    settle(model: problem)
  }

  /// Has a sealed generation ready. That it cannot is no failure yet: it is not asked for.
  private func prefetch(_ generation: Generation) async {
    guard prefetchPatience.allows(generation, at: .now) else { return }
    do {
      let live = pipeline.live
      guard let index = try await pipeline.opening.open(generation, reusing: [live].compactMap(\.self)) else { return }
      pipeline.update { $0.ready = index }
    } catch {
      prefetchPatience.failed(generation, at: .now)
      metrics.failed((error as? Failure)?.code ?? "unexpected")
    }
  }

  private func settle(model problem: Failure?) {
    guard problem?.code != modelComplaint else { return }
    modelComplaint = problem?.code
    if let problem {
      log.warning(
        "searches by words alone",
        metadata: ["pipeline": "\(pipeline.name)", "code": "\(problem.code)", "error": "\(problem)"])
    } else {
      log.notice("searches by meaning again", metadata: ["pipeline": "\(pipeline.name)"])
    }
  }

  private func settle(_ problem: Failure?) {
    pipeline.update { $0.problem = problem }
    if let problem { metrics.failed(problem.code) }
    guard problem?.code != complaint else { return }
    complaint = problem?.code
    if let problem {
      log.warning(
        "cannot follow the catalogue; what is served stays as it is",
        metadata: ["pipeline": "\(pipeline.name)", "code": "\(problem.code)", "error": "\(problem)"])
    } else {
      log.notice("follows the catalogue again", metadata: ["pipeline": "\(pipeline.name)"])
    }
  }
}

/// What failed last time still stands; it is only not tried now.
private struct Waiting: Error {}

extension Failure {
  /// A catalogue that fails with something that is no ``Failure``.
  fileprivate static func follow(_ pipeline: String) -> Failure {
    Failure(
      "catalogue.unavailable", pipeline, "the catalogue does not answer", remedy: "see that the store can be reached",
      verdict: .retry(afterSeconds: nil))
  }
}
