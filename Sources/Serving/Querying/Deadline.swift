import Synchronization

/// Ends the waiting for some work after a while, whether the work heeds its cancellation or not.
enum Deadline {
  /// - Throws: ``APIError`` `TIMEOUT` after `limit`, and what the work throws before.
  static func run<Result: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    let race = Race<Result>()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        race.begin(continuation)
        let worker = Task {
          do { race.finish(.success(try await work())) } catch { race.finish(.failure(error)) }
        }
        let timer = Task {
          try await Task.sleep(for: limit)
          race.finish(.failure(APIError(.timeout, "no answer within \(limit.words)", details: [:])))
        }
        race.runs([worker, timer])
      }
    } onCancel: {
      race.finish(.failure(CancellationError()))
    }
  }
}

/// Who finishes first, resumes; the others are told to stop.
private final class Race<Result: Sendable>: Sendable {
  private struct State {
    var continuation: CheckedContinuation<Result, any Error>?
    var finished: Swift.Result<Result, any Error>?
    var tasks: [any Cancellable] = []
  }

  private let state = Mutex(State())

  func begin(_ continuation: CheckedContinuation<Result, any Error>) {
    let early = state.withLock { state in
      if state.finished == nil { state.continuation = continuation }
      return state.finished
    }
    if let early { continuation.resume(with: early) }
  }

  func runs(_ tasks: [any Cancellable]) {
    let isOver = state.withLock { state in
      if state.finished == nil { state.tasks = tasks }
      return state.finished != nil
    }
    if isOver { for task in tasks { task.cancel() } }
  }

  func finish(_ result: Swift.Result<Result, any Error>) {
    let (continuation, tasks) = state.withLock { state in
      guard state.finished == nil else { return (nil as CheckedContinuation<Result, any Error>?, [any Cancellable]()) }
      state.finished = result
      defer {
        state.continuation = nil
        state.tasks = []
      }
      return (state.continuation, state.tasks)
    }
    continuation?.resume(with: result)
    for task in tasks { task.cancel() }
  }
}

private protocol Cancellable: Sendable {
  func cancel()
}

extension Task: Cancellable {}

extension Duration {
  /// `5 s` or `250 ms`.
  var words: String {
    let milliseconds = self / .milliseconds(1)
    return milliseconds < 1000 ? "\(Int(milliseconds)) ms" : "\((milliseconds / 100).rounded() / 10) s"
  }
}
