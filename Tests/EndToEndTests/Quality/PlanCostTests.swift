import Testing

/// What a change would cost is told before it is paid.
@Suite struct PlanCostTests {
  private static func forecast(_ place: Workspace) async throws -> PlanAnswer {
    try await place.quern.json("plan", "pipeline.yaml")
  }

  @Test func `tokens are those that no cache has, and cost what the file says`() async throws {
    let place = try await Workspace.indexed(6, Pipeline(price: 1_000_000))
    let nothing = try await Self.forecast(place)
    #expect(nothing.estimatedTokens == 0 && nothing.price == 0)

    try place.write(Pipeline(dimension: 32, price: 1_000_000))
    let embedded = try await Self.forecast(place)
    #expect(embedded.isNewGeneration && embedded.pendingTokens > 500 && embedded.pendingDocuments == 0)
    #expect(embedded.price == Double(embedded.estimatedTokens))
    let record = try await place.quern.record()
    #expect(record.tokens == embedded.estimatedTokens)
  }

  @Test func `documents to cut again are counted by their text`() async throws {
    let place = try await Workspace.indexed(6)
    try place.write(Pipeline(maxTokens: 24))
    let recut = try await Self.forecast(place)
    #expect(recut.pendingDocuments == 6 && recut.pendingChunks == 0)
    let tokens = try await place.quern.record().tokens
    #expect(recut.estimatedTokens > tokens / 3 && recut.estimatedTokens < tokens * 3, "\(tokens)")
  }
}
