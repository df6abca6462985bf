import Testing

/// A changed setting builds a new generation beside the live one, from what is kept, and swaps it in.
@Suite struct GenerationTests {
  @Test(arguments: [Pipeline(maxTokens: 24), Pipeline(dimension: 32)])
  func `a changed setting makes a new generation, and the old one retires`(changed: Pipeline) async throws {
    let place = try await Workspace.indexed(6)
    let before = try await place.quern.dump()
    try place.write(changed)
    let record = try await place.quern.record()
    #expect(record.generation == 2)
    #expect(try record.stage("extract").done == 0, "text is kept, so nothing is extracted again")
    #expect(try record.stage("index").done == 6)

    let generations: [GenerationAnswer] = try await place.quern.json("generation", "list", "pipeline.yaml")
    #expect(generations.map(\.state) == ["retired", "live"])
    #expect(generations.map(\.dimension) == [64, changed.dimension])
    let quern = place.quern
    #expect(try await quern.dump().difference(from: quern.dumpOfFreshRun()) == nil)
    #expect(try await Dump(quern("dump", "pipeline.yaml", "--generation", "1").out).difference(from: before) == nil)
    #expect(try await quern.find(Workspace.mark(3)) == [Workspace.uri(3)])
  }

  @Test func `text is kept while its source is gone`() async throws {
    let place = try await Workspace.indexed(6)
    try place.move("documents", to: "unmounted")
    try place.write(Pipeline(maxTokens: 24))
    let record = try await place.quern.record("--stages", "chunk,embed,index")
    #expect(record.generation == 2 && record.outcome == "finished")
    let rebuilt = try await place.quern.dump()
    try place.move("unmounted", to: "documents")
    #expect(try await rebuilt.difference(from: place.quern.dumpOfFreshRun()) == nil)
    #expect(rebuilt.uris.count == 6)
  }

  @Test func `reindex makes a new generation that says the same`() async throws {
    let place = try await Workspace.indexed(6)
    let before = try await place.quern.dump()
    let record: RunAnswer = try await place.quern.json("reindex", "pipeline.yaml")
    #expect(record.generation == 2 && record.tokens == 0)
    #expect(try await place.quern.dump().difference(from: before) == nil)
  }

  @Test func `the live generation answers with the model that made it, whatever the file names now`() async throws {
    let place = try await Workspace.indexed(3)
    let before: SearchAnswer = try await place.quern.json("search", "pipeline.yaml", "grain")
    try place.write(Pipeline(dimension: 32))
    let after: SearchAnswer = try await place.quern.json("search", "pipeline.yaml", "grain")
    #expect(after.hits.map(\.chunk) == before.hits.map(\.chunk))
    #expect(try await place.quern.find(Workspace.mark(1)) == [Workspace.uri(1)])
  }

  @Test func `going back to the old setting is a new swap, without new vectors`() async throws {
    let place = try await Workspace.indexed(4)
    let before = try await place.quern.dump()
    try place.write(Pipeline(maxTokens: 24))
    try await place.quern("run", "pipeline.yaml")
    try place.write(Pipeline())
    let record = try await place.quern.record()
    #expect(record.tokens == 0)
    #expect(try await place.quern.dump().difference(from: before) == nil)
  }

  @Test func `old generations are dropped when their time is over`() async throws {
    let brief = "generations: { keep: 1, soak: 0h }"
    let place = try await Workspace.indexed(4, Pipeline(more: [brief]))
    try place.write(Pipeline(maxTokens: 24, more: [brief]))
    try await place.quern("run", "pipeline.yaml")
    try await place.quern("generation", "prune", "pipeline.yaml")
    let generations: [GenerationAnswer] = try await place.quern.json("generation", "list", "pipeline.yaml")
    #expect(generations.filter { $0.state != "dropped" }.map(\.state) == ["live"])
    #expect(try await place.quern.dump().uris.count == 4)
    try await place.quern("verify", "pipeline.yaml")
  }
}
