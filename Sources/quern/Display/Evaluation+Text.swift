import Foundation
import Indexing

extension Evaluation {
  /// One line: what was asked and how, the scores, the first with its interval.
  var summary: String {
    let scores = figures.enumerated().map { place, figure in
      let mean = String(format: "%@ %.4f", figure.measure, figure.mean)
      return place == 0 ? mean + String(format: " (95 %%: %.4f to %.4f)", figure.low, figure.high) : mean
    }
    let name = "\(eval) \(strategy)".padding(toLength: max(28, eval.count + 10), withPad: " ", startingAt: 0)
    return name + scores.joined(separator: "  ") + "  of \(questions) questions"
  }
}
