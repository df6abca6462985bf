import Testing

/// Waits until something is so; fails the test if it is not for five minutes, which only a fault can be.
func eventually(
  _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + .seconds(300)
  while ContinuousClock.now < end {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record(comment ?? "it never came to that", sourceLocation: sourceLocation)
}

/// Lets others go on.
func pause() async { try? await Task.sleep(for: .milliseconds(1)) }
