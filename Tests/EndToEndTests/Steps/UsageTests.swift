import Testing

/// Arguments that nobody meant, shell completions, and the probing of what a run needs.
@Suite struct UsageTests {
  @Test(arguments: [
    ["frobnicate"], ["run"], ["search", "pipeline.yaml"], ["run", "pipeline.yaml", "--threads", "0"],
    ["run", "pipeline.yaml", "--stages", "knead"], ["run", "pipeline.yaml", "--max-documents", "0"],
    ["search", "pipeline.yaml", "words", "--strategy", "psychic"], ["search", "pipeline.yaml", "words", "-k", "many"],
    ["status", "pipeline.yaml", "-o", "xml"], ["generation", "list"],
  ])
  func `wrong usage exits 64 and says how it is done`(arguments: [String]) async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    let refusal = try await place.quern.run(arguments, exits: 64)
    #expect(!refusal.err.isEmpty)
    #expect(refusal.out.isEmpty)
  }

  @Test(arguments: [["-k", "0"], ["-k", "-1"], ["--filter", "=5"], ["--filter", ""]])
  func `a search that cannot be meant exits 64`(options: [String]) async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    try place.write("documents/a.txt", "Grain is ground between stones.")
    try await place.quern("run", "pipeline.yaml")
    let refusal = try await place.quern.run(["search", "pipeline.yaml", "grain"] + options, exits: 64)
    #expect(!refusal.err.isEmpty)
  }

  @Test(arguments: ["", "   ", "the", "?!", "\"unclosed", "AND OR NOT (", "🌾", "a\u{0301}", "%_*"])
  func `a query of any text is answered`(query: String) async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    try place.write("documents/a.txt", "Grain is ground between stones.")
    try await place.quern("run", "pipeline.yaml")
    for strategy in ["lexical", "semantic", "hybrid"] {
      let outcome = await Outcome(
        of: try await place.quern.start(["search", "pipeline.yaml", "--strategy", strategy, "--", query]))
      // An empty question may be refused, but as a mistake of usage.
      #expect([.code(0), .code(64)].contains(outcome.ending), "\(outcome)")
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `completions know the commands`(shell: String) async throws {
    let place = try Workspace()
    let script = try await place.quern("completions", shell).out
    for command in ["run", "search", "quarantine", "validate"] { #expect(script.contains(command)) }
    guard shell == "bash" else { return }
    try place.write("quern.bash", script)
    #expect(try await place.quern.shell("bash -n quern.bash").ending == .code(0))
  }

  @Test func `doctor finds nothing amiss, or says what`() async throws {
    let place = try Workspace()
    try place.write(Pipeline())
    try place.write("documents/a.txt", "Grain is ground between stones.")
    #expect(try await place.quern("doctor", "pipeline.yaml").out.contains("1 files in"))
    try place.move("documents", to: "elsewhere")
    let findings = try await place.quern("doctor", "pipeline.yaml", exits: 78)
    #expect(findings.out.contains("FAIL  source documents"), "\(findings)")
  }

  @Test func `version and help are told`() async throws {
    let place = try Workspace()
    #expect(!(try await place.quern("--version").out.isEmpty))
    #expect(try await place.quern("run", "--help").out.contains("--allow-shrink"))
  }
}
