import Instruments
import Testing

/// A generation that answers worse does not go live, unless somebody says why it should.
@Suite(.enabled(if: Program("python3") != nil, "needs python3 to break an index")) struct QualityGateTests {
  private static func gated(dimension: Int) -> Pipeline {
    Pipeline(dimension: dimension, more: [Workspace.evals, "gates: [{ type: quality, maxDrop: 5% }]"])
  }

  /// A live generation, and a second one whose vectors are made but not published yet.
  private static func embedded() async throws -> Workspace {
    let place = try await Workspace.judged(gated(dimension: 64))
    try place.write(gated(dimension: 128))
    try await place.quern("run", "pipeline.yaml", "--stages", "extract,chunk,embed")
    return place
  }

  private static func states(_ place: Workspace) async throws -> [String] {
    let generations: [GenerationAnswer] = try await place.quern.json("generation", "list", "pipeline.yaml")
    return generations.map(\.state)
  }

  @Test func `shuffled vectors are refused, and the questions that lost are named`() async throws {
    let place = try await Self.embedded()
    try await place.shuffleVectors(of: 2)
    let refusal = try await place.quern("run", "pipeline.yaml", exits: 4)
    #expect(refusal.out.contains("gate quality: animals"), "\(refusal)")
    #expect(refusal.out.contains("questions lost, most of all q"), "\(refusal)")
    #expect(try await Self.states(place) == ["live", "sealed"])
    #expect(try await place.quern.find("heron").first == "heron.txt", "searches see the old generation")
  }

  @Test func `sound vectors pass the same gate`() async throws {
    let place = try await Self.embedded()
    let record = try await place.quern.record()
    #expect(record.gates?.filter { $0.gate == "quality" }.count == 3)
    #expect(try await Self.states(place) == ["retired", "live"])
  }

  @Test func `a written reason overrides the gate, and stays in the run's record`() async throws {
    let place = try await Self.embedded()
    try await place.shuffleVectors(of: 2)
    try await place.quern("run", "pipeline.yaml", exits: 4)
    try await place.quern("generation", "promote", "pipeline.yaml", "2", exits: 4)
    try await place.quern("generation", "promote", "pipeline.yaml", "2", "--override-gates", "  ", exits: 64)
    let reason = "the judgements are out of date"
    try await place.quern("generation", "promote", "pipeline.yaml", "2", "--override-gates", reason)
    #expect(try await Self.states(place) == ["retired", "live"])
    let runs: [RunAnswer] = try await place.quern.json("runs", "pipeline.yaml")
    let gates = try #require(runs.first?.gates)
    #expect(gates.contains { $0.gate == "quality" && $0.passed && $0.finding.contains(reason) }, "\(gates)")
  }

  @Test func `a damaged generation is not overridden`() async throws {
    let place = try await Self.embedded()
    try await place.shuffleVectors(of: 2)
    try await place.quern("run", "pipeline.yaml", exits: 4)
    let damage = try await place.quern.shell(
      """
      segment=$(find .quern -name '2-*.segment' | head -n 1)
      printf '\\xa5' | dd of="$segment" bs=1 seek=$(($(stat -c %s "$segment") / 2)) conv=notrunc status=none
      """)
    #expect(damage.ending == .code(0), "\(damage)")
    let refusal = try await place.quern(
      "generation", "promote", "pipeline.yaml", "2", "--override-gates", "I insist", exits: 4)
    #expect(refusal.out.contains("gate checksums"), "\(refusal)")
  }

  @Test func `what is exact passes the recall gate, and says why`() async throws {
    let gate = "gates: [{ type: recall, min: 95% }]"
    let place = try await Workspace.judged(Pipeline(more: [Workspace.evals, gate]))
    let runs: [RunAnswer] = try await place.quern.json("runs", "pipeline.yaml")
    let recall = try #require(runs.first?.gates?.first { $0.gate == "recall" })
    #expect(recall.passed && recall.finding.contains("all vectors are compared"))
  }
}

/// What the database's approximate index finds, against what comparing all vectors finds.
@Suite(.enabled(if: SharedCatalogue.url != nil, "needs a PostgreSQL server")) struct RecallGateTests {
  @Test func `recall of the database's index is measured`() async throws {
    let place = try await Workspace.judged()
    let index = "index: { database: { type: hnsw } }"
    let catalogue = try SharedCatalogue(
      place, Pipeline(more: [Workspace.evals, index, "gates: [{ type: recall, min: 90% }]"]))
    let record: RunAnswer = try await catalogue.machine().json("run", "pipeline.yaml")
    let recall = try #require(record.gates?.first { $0.gate == "recall" })
    #expect(recall.passed && recall.finding.contains("recall@10 1.0000 of the database's index, over 12 vectors"))
  }
}
