import Foundation

/// What a server promises, as typed: `p99<50ms`, `errors<0.1%`, `rate>1000`.
package struct ServiceLevel: Hashable, Sendable, CustomStringConvertible {
  package enum Subject: Hashable, Sendable {
    /// Milliseconds.
    case percentile(Double)
    case mean, slowest
    /// A share from 0 to 1.
    case errors
    /// Answers a second.
    case rate
  }

  package let subject: Subject
  package let isUpperBound: Bool
  package let includesLimit: Bool
  /// In the subject's unit.
  package let limit: Double
  package let description: String

  /// - Returns: nil for what cannot be read.
  package init?(_ text: String) {
    let compact = text.filter { !$0.isWhitespace }
    guard let match = compact.wholeMatch(of: /([a-z]+)([0-9.]*)(<=|>=|<|>)([0-9.]+)(ms|us|µs|s|%)?/),
      let number = Double(match.4), number.isFinite
    else { return nil }
    let unit = match.5.map(String.init) ?? ""
    switch (String(match.1), String(match.2), unit) {
    case ("p", let percent, _):
      guard let percent = Double(percent), percent > 0, percent < 100 else { return nil }
      subject = .percentile(percent)
    case ("mean", "", _): subject = .mean
    case ("max", "", _): subject = .slowest
    case ("errors", "", "%"), ("errors", "", ""): subject = .errors
    case ("rate", "", ""): subject = .rate
    default: return nil
    }
    switch (subject, unit) {
    case (.errors, _): limit = unit == "%" ? number / 100 : number
    case (.rate, _): limit = number
    case (_, "s"): limit = number * 1000
    case (_, "us"), (_, "µs"): limit = number / 1000
    case (_, "ms"), (_, ""): limit = number
    default: return nil
    }
    isUpperBound = match.3.hasPrefix("<")
    includesLimit = match.3.hasSuffix("=")
    description = compact
  }

  /// A figure as ``check(_:answersPerSecond:)`` gives it, with its unit.
  func text(_ value: Double) -> String {
    switch subject {
    case .percentile, .mean, .slowest: "\(Figure.text(value)) ms"
    case .errors: String(format: "%.2f %%", value * 100)
    case .rate: "\(Figure.text(value)) answers/s"
    }
  }

  /// - Returns: the figure, and whether it keeps the promise.
  package func check(_ tally: LoadTally, answersPerSecond: Double) -> (value: Double, isKept: Bool) {
    let value =
      switch subject {
      case .percentile(let percent): tally.latencies.percentile(percent)
      case .mean: tally.latencies.mean
      case .slowest: tally.latencies.highest
      case .errors: tally.errorShare
      case .rate: answersPerSecond
      }
    let isKept = isUpperBound ? value < limit : value > limit
    return (value, isKept || (includesLimit && value == limit))
  }
}
