import Testing

/// Waits until something is so, 10 seconds at the most; fails the test if it never is.
func eventually(
  _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
  for _ in 0..<1_000 {
    if try await condition() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record(comment ?? "it never came to that", sourceLocation: sourceLocation)
}

/// Lets others go on.
func pause() async { try? await Task.sleep(for: .milliseconds(1)) }
