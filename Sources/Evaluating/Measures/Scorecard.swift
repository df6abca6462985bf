/// How well each question was answered, by one measure.
///
/// Every judged question counts, as with trec_eval's `-c`: one that nothing was found for scores 0. Questions nobody judged
/// do not count.
package struct Scorecard: Hashable, Sendable {
  package let measure: Measure
  /// In the order of their ids.
  package let questions: [String]
  /// One for each question.
  package let scores: [Double]

  package init(_ measure: Measure, _ rankings: [String: Ranking], _ judgements: Judgements) {
    self.measure = measure
    let judged = judgements.grades.sorted { $0.key < $1.key }
    questions = judged.map(\.key)
    scores = judged.map { measure.score(rankings[$0.key] ?? Ranking([]), $0.value) }
  }

  package var mean: Double { scores.mean }
}
