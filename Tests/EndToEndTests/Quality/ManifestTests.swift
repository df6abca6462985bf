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
}
