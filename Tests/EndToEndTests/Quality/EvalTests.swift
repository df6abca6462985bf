import Testing

/// Judged questions: scores by strategy, kept with the generation.
@Suite struct EvalTests {
  private struct Shown: Decodable {
    var evaluations: [EvaluationAnswer]
  }

  @Test func `scores are told by strategy, and kept with the generation`() async throws {
    let place = try await Workspace.judged()
    let found: [EvaluationAnswer] = try await place.quern.json("eval", "pipeline.yaml")
    #expect(found.map(\.strategy) == ["lexical", "semantic", "hybrid"])
    for evaluation in found {
      #expect(evaluation.eval == "animals" && evaluation.questions == 12 && evaluation.generation == 1)
      #expect(evaluation.figures.map(\.measure) == ["nDCG@5", "recall@5", "MRR", "MAP"])
      #expect(evaluation.figures.allSatisfy { (0...1).contains($0.mean) && $0.low <= $0.mean && $0.mean <= $0.high })
    }
    #expect(found[0].figures[0].mean > 0.99, "every question's words are in one document")

    let shown: Shown = try await place.quern.json("generation", "show", "pipeline.yaml", "1")
    #expect(Set(shown.evaluations.map(\.strategy)) == ["lexical", "semantic", "hybrid"])
    let text = try await place.quern("generation", "show", "pipeline.yaml", "1").out
    #expect(text.contains("answers    animals hybrid") && text.contains("nDCG@5"), "\(text)")
  }

  @Test func `a generation that goes live is measured without being asked`() async throws {
    let place = try await Workspace.judged()
    let shown: Shown = try await place.quern.json("generation", "show", "pipeline.yaml", "1")
    #expect(shown.evaluations.count == 3)
  }

  @Test func `a pipeline without evals is told how to get some`() async throws {
    let place = try await Workspace.indexed(2)
    #expect(try await place.quern("eval", "pipeline.yaml", exits: 64).err.contains("add evals to the file"))
    let judged = try await Workspace.judged()
    #expect(try await judged.quern("eval", "pipeline.yaml", "--eval", "plants", exits: 64).err.contains("animals"))
  }

  @Test func `questions about another index are refused, not scored`() async throws {
    let place = try await Workspace.judged()
    try place.write("judgements.tsv", "q0\tnowhere.txt\t1\n")
    #expect(try await place.quern("eval", "pipeline.yaml", exits: 65).err.contains("name no document of this index"))
  }

  @Test func `how much answers drift between generations is told by query`() async throws {
    let place = try await Workspace.judged()
    try place.write(Pipeline(maxTokens: 24, dimension: 128, more: [Workspace.evals]))
    try await place.quern("run", "pipeline.yaml")
    let text = try await place.quern(
      "generation", "diff", "pipeline.yaml", "1", "2", "--queries", "questions.jsonl"
    ).out
    #expect(text.contains("answers    overlap@10") && text.contains("over 12 queries by hybrid"), "\(text)")
  }
}
