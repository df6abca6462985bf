import Foundation

/// What became of a document on its way to an answer.
struct FateReport: Encodable {
  struct Step: Encodable {
    /// `extracted`, `quarantined`, `cut`, `embedded`, `indexed`, `filter`, `lexical`, `semantic` or `hybrid`.
    var stage: String
    var passed: Bool
    var finding: String
  }

  var query: String
  var document: String
  var steps: [Step] = []
  /// The step that loses it; nil if the search lists it.
  var lostAt: String?
  var remedy: String?

  var text: String {
    let lines = steps.map { step in
      "\(step.passed ? "yes" : "NO ") \(step.stage.padding(toLength: 12, withPad: " ", startingAt: 0))\(step.finding)"
    }
    let verdict = lostAt.map { "lost at: \($0)" } ?? "not lost: the search lists it"
    return (lines + ["", verdict + (remedy.map { " (\($0))" } ?? "")]).joined(separator: "\n")
  }
}
