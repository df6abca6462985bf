import Testing

/// What a run worked with is in its record.
@Suite struct ManifestTests {
  @Test func `a run's manifest names programs, configuration, model and listing`() async throws {
    let place = try await Workspace.indexed(4)
    let runs: [RunAnswer] = try await place.quern.json("runs", "pipeline.yaml")
    let manifest = try #require(runs.first?.manifest)
    #expect(Set(manifest.programs.keys) == ["quern", "quern-extract"])
    let own = try await place.quern.shell("sha256sum < $QUERN")
    #expect(own.out.hasPrefix(try #require(manifest.programs["quern"])), "\(own)")
    #expect(Set(manifest.fingerprints.keys) == ["extract", "chunk", "embed", "index"])
    #expect(manifest.sources["documents"]?.files == 4 && manifest.precision == "f32" && !manifest.version.isEmpty)
  }

  @Test func `equal runs have equal manifests, others differ where they differ`() async throws {
    let place = try await Workspace.indexed(4)
    let first = try #require(try await place.quern.record().manifest)
    #expect(try await place.quern.record().manifest == first)

    try place.write("documents/new.txt", "One more text.")
    let grown = try #require(try await place.quern.record().manifest)
    #expect(grown.sources["documents"]?.digest != first.sources["documents"]?.digest)
    #expect(grown.configuration == first.configuration && grown.fingerprints == first.fingerprints)

    try place.write(Pipeline(maxTokens: 24))
    let recut = try #require(try await place.quern.record().manifest)
    #expect(recut.configuration != grown.configuration && recut.sources == grown.sources)
    #expect(recut.fingerprints["chunk"] != grown.fingerprints["chunk"])
    #expect(recut.fingerprints["embed"] == grown.fingerprints["embed"] && recut.tokenizer == grown.tokenizer)
  }

  @Test func `a run is shown with its books and its manifest, by number or the last one`() async throws {
    let place = try await Workspace.indexed(4)
    try await place.quern("run", "pipeline.yaml")
    let last: RunAnswer = try await place.quern.json("runs", "show", "pipeline.yaml")
    let first: RunAnswer = try await place.quern.json("runs", "show", "pipeline.yaml", "\(last.id - 1)")
    #expect(try first.stage("index").done == 4 && first.manifest == last.manifest)
    let text = try await place.quern("runs", "show", "pipeline.yaml", "\(first.id)").out
    let manifest = try #require(first.manifest)
    for told in [manifest.configuration, manifest.tokenizer, "4 files"] + manifest.programs.values
      + manifest.fingerprints.values
    {
      #expect(text.contains(told), "\(text)")
    }
    let absent = try await place.quern("runs", "show", "pipeline.yaml", "99", exits: 65)
    #expect(absent.err.contains("has no run 99 (quern runs pipeline.yaml names them)"), "\(absent)")
  }
}
