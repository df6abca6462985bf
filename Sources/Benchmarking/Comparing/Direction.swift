/// Which way a figure gets better.
enum Direction {
  case moreIsBetter, lessIsBetter, none

  init(unit: String) {
    self =
      switch unit {
      case BenchmarkReport.score, "×", "documents/min", "users", "recall", "cosine", "% of peak": .moreIsBetter
      case "s", "ms", "MB", "% errors", "errors", "% CPU": .lessIsBetter
      case _ where unit.hasSuffix("/s"): .moreIsBetter
      default: .none
      }
  }
}
