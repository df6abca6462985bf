import Synchronization

/// Too much is asked for at once.
package struct Overload: Error, Hashable, Sendable {
  /// When it is worth another try; at least 1.
  package let retryAfterSeconds: Int
}

/// Lets so many be at work at a time and so many wait a little, in the order they come; the rest is told to come back.
package final class AdmissionGate: Sendable {
  private struct Waiter {
    let continuation: CheckedContinuation<GatePass, any Error>
    let alarm: Task<Void, Never>
  }

  private struct State {
    var queue: GateQueue
    var waiters: [Int: Waiter] = [:]
    var lastTicket = 0
  }

  private let patience: Duration
  private let state: Mutex<State>

  /// - Parameter patience: how long somebody waits at the most.
  package init(concurrent: Int, queue: Int, patience: Duration = .seconds(1)) {
    self.patience = patience
    state = Mutex(State(queue: GateQueue(places: concurrent, seats: queue)))
  }

  /// How many are at work, and how many wait.
  package var load: (working: Int, waiting: Int) {
    state.withLock { ($0.queue.working, $0.queue.waiting.count) }
  }

  /// Waits for a place, which is given back with the pass.
  ///
  /// - Throws: ``Overload`` at once when the queue is full, or when patience is over; `CancellationError`.
  package func enter() async throws -> GatePass {
    let ticket = state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { arrive(ticket, $0) }
    } onCancel: {
      withdraw(ticket, CancellationError())
    }
  }

  private func arrive(_ ticket: Int, _ continuation: CheckedContinuation<GatePass, any Error>) {
    let result: Result<GatePass, any Error>? = state.withLock { state in
      // Under the lock: a cancellation is either seen here, or finds the waiter in the table.
      if Task.isCancelled { return .failure(CancellationError()) }
      switch state.queue.arrive(ticket) {
      case .enters: return .success(GatePass(self))
      case .isRefused: return .failure(overload)
      case .waits:
        let alarm = Task { [patience] in
          guard (try? await Task.sleep(for: patience)) != nil else { return }
          self.withdraw(ticket, self.overload)
        }
        state.waiters[ticket] = Waiter(continuation: continuation, alarm: alarm)
        return nil
      }
    }
    if let result { continuation.resume(with: result) }
  }

  private func withdraw(_ ticket: Int, _ error: any Error) {
    let waiter = state.withLock { $0.queue.withdraw(ticket) ? $0.waiters.removeValue(forKey: ticket) : nil }
    waiter?.alarm.cancel()
    waiter?.continuation.resume(throwing: error)
  }

  fileprivate func leave() {
    let waiter = state.withLock { state in state.queue.leave().flatMap { state.waiters.removeValue(forKey: $0) } }
    waiter?.alarm.cancel()
    waiter?.continuation.resume(returning: GatePass(self))
  }

  /// Whoever waits now is in, or sent away, when patience is over.
  private var overload: Overload { Overload(retryAfterSeconds: max(1, Int((patience / .seconds(1)).rounded(.up)))) }
}

/// A place at work. It is given back when nobody holds the pass any more, or before.
package final class GatePass: Sendable {
  private let gate: Mutex<AdmissionGate?>

  fileprivate init(_ gate: AdmissionGate) { self.gate = Mutex(gate) }

  deinit { leave() }

  /// Gives the place back, if that was not done yet.
  package func leave() {
    let gate = gate.withLock { gate in
      defer { gate = nil }
      return gate
    }
    gate?.leave()
  }
}
