package import Testing

/// Asks again and again until there is an answer; nil after five minutes without, which only a fault can be.
package func eventually<Answer>(_ ask: () async throws -> Answer?) async throws -> Answer? {
  let end = ContinuousClock.now + .seconds(300)
  while ContinuousClock.now < end {
    if let answer = try await ask() { return answer }
    try await Task.sleep(for: .milliseconds(25))
  }
  return nil
}

/// Waits until something is so; fails the test if it is not for five minutes, which only a fault can be.
package func until(
  _ comment: @autoclosure () -> Comment = "it never came to that", sourceLocation: SourceLocation = #_sourceLocation,
  _ isSo: () async throws -> Bool
) async throws {
  let answer = try await eventually { try await isSo() ? true : nil }
  if answer == nil { Issue.record(comment(), sourceLocation: sourceLocation) }
}
