import Foundation

extension ReportComparison {
  package var table: ReportTable {
    ReportTable(
      ["what", .number("before"), .number("after"), .number("change"), .number("p"), "verdict"],
      changes.map { change in
        [
          "\(change.name), \(change.unit)", Figure.text(change.before), Figure.text(change.after),
          Figure.change(change.share), change.significance.map { String(format: "%.4f", $0) } ?? "–",
          change.verdict.rawValue,
        ]
      })
  }

  package var markdown: String {
    var lines = [table.markdown, ""]
    if !isSameMachine { lines.append("The reports are of different machines: figures of speed do not compare.") }
    if !missing.isEmpty { lines.append("Missing in the later report: \(missing.joined(separator: ", ")).") }
    let limit = String(format: "%g %%", threshold * 100)
    let named = regressions.map { "\($0.name) (\(Figure.change($0.share)))" }.joined(separator: ", ")
    lines.append(regressions.isEmpty ? "No regression beyond \(limit)." : "Worse by more than \(limit): \(named).")
    return lines.joined(separator: "\n")
  }
}
