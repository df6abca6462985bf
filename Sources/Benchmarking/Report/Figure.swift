import Foundation

/// How numbers are written in reports.
package enum Figure {
  /// Four digits of a number below 1,000, none after the point of a whole one, and no fraction above; thousands are
  /// separated.
  package static func text(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return switch abs(value) {
    case 1000...: grouped(value)
    case 0: "0"
    case 1... where value == value.rounded(): String(format: "%.0f", value)
    case 100...: String(format: "%.0f", value)
    case 1...: String(format: "%.2f", value)
    default: String(format: "%.4f", value)
    }
  }

  private static func grouped(_ value: Double) -> String {
    var digits = String(format: "%.0f", abs(value))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// A likeness near 1, with digits enough to tell it from 1.
  package static func cosine(_ value: Double) -> String { String(format: "%.6f", value) }

  /// A share as a percentage with its sign.
  static func change(_ share: Double) -> String {
    share.isFinite ? String(format: "%+.1f %%", share * 100) : "–"
  }
}
