import Testing

/// Files that are gone: taken out, kept, or a sign that a disk is not mounted.
@Suite struct DeletionTests {
  @Test func `a source that shrank too much stops the run, and nothing is removed`() async throws {
    let place = try await Workspace.indexed(10)
    let before = try await place.quern.dump()
    for number in 0..<3 { try place.remove(Workspace.prose(number)) }
    let refusal = try await place.quern("run", "pipeline.yaml", exits: 65)
    #expect(refusal.err.contains("--allow-shrink"), "\(refusal)")
    #expect(try await place.quern.dump().difference(from: before) == nil)

    // Refusing must not become accepting by being asked twice.
    try await place.quern("run", "pipeline.yaml", exits: 65)
    try await place.quern("run", "pipeline.yaml", "--allow-shrink")
    #expect(try await place.quern.dump().uris.count == 7)
  }

  @Test func `a source that is not there at all stops the run`() async throws {
    let place = try await Workspace.indexed(3)
    let before = try await place.quern.dump()
    try place.move("documents", to: "unmounted")
    try await place.quern("run", "pipeline.yaml", exits: 65)
    #expect(try await place.quern.dump().difference(from: before) == nil)
    try place.move("unmounted", to: "documents")
    #expect(try await place.quern("run", "pipeline.yaml").out.contains("nothing to do"))
  }

  @Test func `an emptied folder stops the run`() async throws {
    let place = try await Workspace.indexed(3)
    #expect(try await place.quern.shell("rm -r documents && mkdir documents").ending == .code(0))
    try await place.quern("run", "pipeline.yaml", exits: 65)
    #expect(try await place.quern.dump().uris.count == 3)
  }

  @Test func `deletions: keep keeps what is gone`() async throws {
    let keeping = Pipeline(sources: ["{ name: documents, path: documents, deletions: keep }"])
    let place = try await Workspace.indexed(4, keeping)
    for number in 0..<3 { try place.remove(Workspace.prose(number)) }
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.quern.find(Workspace.mark(1)) == [Workspace.uri(1)])
    #expect(try await place.quern.dump().uris.count == 4)
  }

  @Test func `a source that left the pipeline leaves the index`() async throws {
    let place = try Workspace()
    try place.write("left/a.txt", "The wimbrel on the left.")
    try place.write("right/a.txt", "The wimbrel on the right.")
    let left = "{ name: left, path: left, metadata: { side: west, year: 2019 } }"
    let right = "{ name: right, path: right, metadata: { side: east, year: 2021 } }"
    try place.write(Pipeline(sources: [left, right]))
    try await place.quern("run", "pipeline.yaml")
    let quern = place.quern
    #expect(try await quern.find("wimbrel") == ["a.txt", "a.txt"])
    let only = ["side=west": "left", "source=right": "right", "year>=2020": "right", "year<2020": "left"]
    for (filter, word) in only {
      let answer: SearchAnswer = try await quern.json("search", "pipeline.yaml", "wimbrel", "--filter", filter)
      #expect(answer.hits.map(\.source) == [word], "\(filter)")
    }
    #expect(try await quern.find("wimbrel", "--filter", "side=west,east").count == 2)
    #expect(try await quern.find("wimbrel", "--filter", "side=west", "--filter", "year>=2020").isEmpty)

    try place.write(Pipeline(sources: [left]))
    try await quern("run", "pipeline.yaml")
    let answer: SearchAnswer = try await quern.json("search", "pipeline.yaml", "wimbrel")
    #expect(answer.hits.map(\.source) == ["left"])
  }

  @Test func `changed metadata of a source reach the index`() async throws {
    let place = try await Workspace.indexed(
      2, Pipeline(sources: ["{ name: documents, path: documents, metadata: { shelf: low } }"]))
    try place.write(Pipeline(sources: ["{ name: documents, path: documents, metadata: { shelf: high } }"]))
    try await place.quern("run", "pipeline.yaml")
    #expect(try await place.quern.find(Workspace.mark(1), "--filter", "shelf=high") == [Workspace.uri(1)])
    #expect(try await place.quern.find(Workspace.mark(1), "--filter", "shelf=low").isEmpty)
  }
}
