package import Corpus
import Synchronization

/// Embeds queries that come at about the same time together, as a model does many in little more time than one.
package final class MicroBatcher: Sendable {
  package typealias Embed = @Sendable ([String]) async throws -> [Result<[Float], Failure>]

  private typealias Waiter = CheckedContinuation<[Float], any Error>

  private struct State {
    var plan: BatchPlan
    var texts: [Int: String] = [:]
    var waiters: [Int: Waiter] = [:]
    /// The batch that each text at work is in.
    var batches: [Int: Int] = [:]
    var tasks: [Int: (task: Task<Void, Never>, waiting: Int)] = [:]
    var alarm: ContinuousClock.Instant?
    var lastNumber = 0

    mutating func number() -> Int {
      lastNumber += 1
      return lastNumber
    }
  }

  private let embed: Embed
  private let state: Mutex<State>

  /// - Parameter window: how long a text waits for others while a batch is at work.
  /// - Parameter size: texts in a batch at the most.
  /// - Parameter width: batches at work at the most.
  /// - Parameter embed: one outcome a text, in their order: what is wrong with one is not held against the others.
  package init(window: Duration = .milliseconds(2), size: Int = 32, width: Int = 2, embed: @escaping Embed) {
    self.embed = embed
    state = Mutex(State(plan: BatchPlan(window: window, size: size, width: width)))
  }

  /// Texts whose vectors are waited for.
  package var pending: Int { state.withLock(\.waiters.count) }

  /// The vector of a text.
  /// - Throws: the text's own failure, what `embed` threw for its batch, ``Failure`` `embedding.count`, or `CancellationError`.
  package func vector(of text: String) async throws -> [Float] {
    let id = state.withLock { $0.number() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { arrive(id, text, $0) }
    } onCancel: {
      leave(id)
    }
  }

  private func arrive(_ id: Int, _ text: String, _ waiter: Waiter) {
    let isCancelled = state.withLock { state in
      // Under the lock: a cancellation is either seen here, or finds the waiter in the table.
      if Task.isCancelled { return true }
      state.texts[id] = text
      state.waiters[id] = waiter
      state.plan.arrive(id, .now)
      advance(&state)
      return false
    }
    if isCancelled { waiter.resume(throwing: CancellationError()) }
  }

  private func advance(_ state: inout State) {
    while true {
      switch state.plan.next(.now) {
      case .nothing: return
      case .start(let ids): start(ids, &state)
      case .wake(let time):
        // An alarm that rings for nothing does no harm; one at a time is enough, as texts come in order.
        guard state.alarm == nil else { return }
        state.alarm = time
        Task {
          try? await Task.sleep(until: time)
          self.state.withLock { state in
            state.alarm = nil
            self.advance(&state)
          }
        }
        return
      }
    }
  }

  private func start(_ ids: [Int], _ state: inout State) {
    let batch = state.number()
    let texts = ids.map { state.texts.removeValue(forKey: $0) ?? "" }
    for id in ids { state.batches[id] = batch }
    let task = Task {
      let result = await Result {
        let vectors = try await self.embed(texts)
        guard vectors.count == texts.count else {
          throw Failure(
            "embedding.count", "the embedder", "gave \(vectors.count) vectors for \(texts.count) texts",
            remedy: "is it the right model?")
        }
        return vectors
      }
      self.finish(batch, ids, result)
    }
    state.tasks[batch] = (task, ids.count)
  }

  private func finish(_ batch: Int, _ ids: [Int], _ result: Result<[Result<[Float], Failure>], any Error>) {
    let waiters = state.withLock { state in
      let waiters = ids.map { id in
        state.batches[id] = nil
        return state.waiters.removeValue(forKey: id)
      }
      state.tasks[batch] = nil
      state.plan.finish()
      advance(&state)
      return waiters
    }
    for (index, waiter) in waiters.enumerated() { waiter?.resume(with: Result { try result.get()[index].get() }) }
  }

  private func leave(_ id: Int) {
    let (waiter, task) = state.withLock { state in
      let waiter = state.waiters.removeValue(forKey: id)
      guard waiter != nil else { return (waiter, nil as Task<Void, Never>?) }
      state.plan.withdraw(id)
      state.texts[id] = nil
      guard let batch = state.batches[id] else { return (waiter, nil) }
      state.tasks[batch]?.waiting -= 1
      return (waiter, state.tasks[batch]?.waiting == 0 ? state.tasks[batch]?.task : nil)
    }
    // Nobody waits for that batch any more.
    task?.cancel()
    waiter?.resume(throwing: CancellationError())
  }
}
