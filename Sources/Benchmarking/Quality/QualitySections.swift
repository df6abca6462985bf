import Evaluating
import Foundation
import Retrieval

/// What people are told of an evaluation: scores, what differs for sure, which questions won and lost.
struct QualitySections {
  typealias Marks = [(strategy: Strategy, cards: [Scorecard])]

  private let marks: Marks
  private let questions: [String: String]
  private let unjudged: Int
  private let resampling: Resampling
  /// Questions named on each side.
  private static let named = 5

  init(_ marks: Marks, _ examination: Examination, _ resampling: Resampling) {
    self.marks = marks
    questions = Dictionary(uniqueKeysWithValues: examination.questions.map { ($0.id, $0.text) })
    unjudged = examination.unjudged
    self.resampling = resampling
  }

  var sections: [ReportSection] { [scores] + (marks.count > 1 ? [comparison, questionsThatDiffer] : []) }

  private var scores: ReportSection {
    let measures = marks.first?.cards.map(\.measure) ?? []
    let rows = marks.map { strategy, cards in [strategy.rawValue] + cards.map { String(format: "%.4f", $0.mean) } }
    let bars = marks.compactMap { strategy, cards in
      cards.first.map { BarPlot.Bar(strategy.rawValue, $0.mean, spread: resampling.interval(of: $0.scores)) }
    }
    var sentences = [
      questions.count == 1
        ? "One judged question." : "\(questions.count) judged questions; each score is their mean."
    ]
    if unjudged > 0 { sentences.append("Left out, since nobody judged them: \(unjudged) of the questions.") }
    return ReportSection(
      "Scores", sentences: sentences,
      table: ReportTable(["strategy"] + measures.map { .number("\($0)") }, rows),
      plots: [BarPlot("\(measures.first.map { "\($0)" } ?? "") with its 95 % interval", bars)])
  }

  /// Every strategy beside the best one, by the first measure.
  private var comparison: ReportSection {
    guard let best else { return ReportSection("Comparison") }
    let rows = marks.filter { $0.strategy != best.strategy }.compactMap { strategy, cards -> [String]? in
      guard let card = cards.first else { return nil }
      let pair = PairedComparison(from: card.scores, to: best.card.scores, resampling)
      return [
        "\(best.strategy.rawValue) over \(strategy.rawValue)", String(format: "%+.4f", pair.change),
        String(format: "%+.4f to %+.4f", pair.interval.lowerBound, pair.interval.upperBound),
        String(format: "%.4f", pair.significance), "\(pair.better)", "\(pair.worse)",
      ]
    }
    return ReportSection(
      "Is the difference real?",
      sentences: [
        "\(best.card.measure), question by question: the mean difference, its 95 % bootstrap interval, and p of a two-sided randomisation test, each of \(Figure.text(Double(resampling.rounds))) rounds from seed \(resampling.seed)."
      ],
      table: ReportTable(
        ["pair", .number("difference"), .number("95 %"), .number("p"), .number("better"), .number("worse")], rows))
  }

  /// Where the best strategy and the next one differ most.
  private var questionsThatDiffer: ReportSection {
    guard let best, let second = ranked.dropFirst().first else { return ReportSection("Questions") }
    let pairs = best.card.questions.indices.map { place in
      (id: best.card.questions[place], before: second.card.scores[place], after: best.card.scores[place])
    }.sorted { ($0.after - $0.before, $1.id) > ($1.after - $1.before, $0.id) }
    let winners = pairs.prefix(Self.named).filter { $0.after > $0.before }
    let losers = pairs.suffix(Self.named).filter { $0.after < $0.before }.reversed()
    let rows = (winners + losers).map { pair in
      [
        pair.id, questions[pair.id] ?? "", String(format: "%.2f", pair.before), String(format: "%.2f", pair.after),
        String(format: "%+.2f", pair.after - pair.before),
      ]
    }
    let name = (best.strategy.rawValue, second.strategy.rawValue)
    guard !rows.isEmpty else {
      return ReportSection(
        "Winners and losers",
        sentences: ["No question has another \(best.card.measure) with \(name.0) than with \(name.1)."])
    }
    return ReportSection(
      "Winners and losers", sentences: ["Where \(name.0) differs most from \(name.1), by \(best.card.measure)."],
      table: ReportTable(
        ["question", "text", .number(name.1), .number(name.0), .number("difference")], rows))
  }

  private var ranked: [(strategy: Strategy, card: Scorecard)] {
    marks.compactMap { mark in mark.cards.first.map { (mark.strategy, $0) } }.sorted { $0.1.mean > $1.1.mean }
  }

  private var best: (strategy: Strategy, card: Scorecard)? { ranked.first }
}
