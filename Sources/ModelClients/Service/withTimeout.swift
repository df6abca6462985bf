/// An operation took longer than it may.
struct TimedOut: Error {}

/// Cancels an operation that takes too long.
///
/// AsyncHTTPClient's own deadline ends with the response's head; a body that drips in would never end.
///
/// - Throws: ``TimedOut``, or what the operation throws.
func withTimeout<Value: Sendable>(
  _ limit: Duration, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask(operation: operation)
    group.addTask {
      try await Task.sleep(for: limit)
      throw TimedOut()
    }
    defer { group.cancelAll() }
    guard let value = try await group.next() else { throw CancellationError() }
    return value
  }
}
