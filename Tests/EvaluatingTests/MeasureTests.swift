import Evaluating
import Testing

@Suite struct MeasureTests {
  @Test func `a question that nothing was found for counts as 0, and one that nobody judged does not count`() {
    let judgements = Judgements(["a": ["x": 1], "b": ["y": 2]])
    let card = Scorecard(.ndcg(10), ["a": Ranking(["x"]), "c": Ranking(["x"])], judgements)
    #expect(card.questions == ["a", "b"])
    #expect(card.scores == [1, 0])
    #expect(card.mean == 0.5)
  }

  @Test func `a document that is listed twice counts once, where it came first`() {
    let ranking = Ranking(["x", "x", "y"])
    #expect(ranking.documents == ["x", "y"])
    #expect(Measure.averagePrecision.score(ranking, ["x": 1, "y": 1]) == 1)
  }

  @Test(arguments: [
    (Measure.ndcg(10), "nDCG@10"), (.ndcg(5, .exponential), "nDCG(exp)@5"), (.recall(100), "recall@100"),
    (.precision(1), "precision@1"), (.reciprocalRank, "MRR"), (.averagePrecision, "MAP"),
  ])
  func `measures have the customary names`(measure: Measure, name: String) {
    #expect("\(measure)" == name)
  }

  @Test func `the steepest grade still gives a number`() {
    let grades = ["a": 1000, "b": 1000, "c": 1]
    #expect(Measure.ndcg(3, .exponential).score(Ranking(["c", "a", "b"]), grades) < 1)
    #expect(Measure.ndcg(3, .exponential).score(Ranking(["a", "b", "c"]), grades) == 1)
  }
}
