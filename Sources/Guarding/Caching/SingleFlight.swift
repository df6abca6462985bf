import Synchronization

/// Computes what several ask for at the same time once, and gives it to all of them.
///
/// A failure reaches everybody who waits and is forgotten with the flight. Who is cancelled leaves; only when all have
/// left is the computation cancelled.
final class SingleFlight<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private typealias Waiter = CheckedContinuation<Value, any Error>

  private struct Flight {
    let number: Int
    var waiters: [Int: Waiter]
    var task: Task<Void, Never>?
  }

  private struct State {
    var flights: [Key: Flight] = [:]
    var lastNumber = 0

    mutating func number() -> Int {
      lastNumber += 1
      return lastNumber
    }
  }

  private let state = Mutex(State())

  /// The value of a key, computed unless somebody is at it.
  ///
  /// - Parameter compute: runs in a task of its own, which outlives a caller that is cancelled.
  /// - Throws: what `compute` throws, or `CancellationError` as soon as the caller is cancelled.
  func value(for key: Key, compute: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let ticket = state.withLock { $0.number() }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { waiter in
        join(key, ticket, waiter, compute)
      }
    } onCancel: {
      leave(key, ticket)
    }
  }

  private func join(
    _ key: Key, _ ticket: Int, _ waiter: Waiter, _ compute: @escaping @Sendable () async throws -> Value
  ) {
    let isCancelled = state.withLock { state in
      // Under the lock: a cancellation is either seen here, or finds the waiter in the table.
      if Task.isCancelled { return true }
      if state.flights[key] != nil {
        state.flights[key]?.waiters[ticket] = waiter
      } else {
        let number = state.number()
        let task = Task { self.land(key, number, await Result { try await compute() }) }
        state.flights[key] = Flight(number: number, waiters: [ticket: waiter], task: task)
      }
      return false
    }
    if isCancelled { waiter.resume(throwing: CancellationError()) }
  }

  private func land(_ key: Key, _ number: Int, _ result: Result<Value, any Error>) {
    let waiters = state.withLock { state in
      // Without waiters it was given up, and another may be on its way.
      guard let flight = state.flights[key], flight.number == number else { return [Waiter]() }
      state.flights[key] = nil
      return Array(flight.waiters.values)
    }
    for waiter in waiters { waiter.resume(with: result) }
  }

  private func leave(_ key: Key, _ ticket: Int) {
    let (waiter, task) = state.withLock { state in
      let waiter = state.flights[key]?.waiters.removeValue(forKey: ticket)
      let isLast = waiter != nil && state.flights[key]?.waiters.isEmpty == true
      return (waiter, isLast ? state.flights.removeValue(forKey: key)?.task : nil)
    }
    task?.cancel()
    waiter?.resume(throwing: CancellationError())
  }
}

extension Result where Failure == any Error {
  init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
