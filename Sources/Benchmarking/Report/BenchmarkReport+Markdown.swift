import Evaluating

extension BenchmarkReport {
  /// For people, and for `docs/benchmarks.md`.
  package var markdown: String {
    var parts = ["### \(benchmark)", machine.description, "```\n\(commandLine)\n```"]
    for section in sections {
      parts.append("#### \(section.heading)")
      parts += section.sentences
      if let table = section.table { parts.append(table.markdown) }
    }
    if !sections.isEmpty { parts.append("#### All figures") }
    parts.append(Self.spread)
    parts.append(figures.markdown)
    return parts.joined(separator: "\n\n") + "\n"
  }

  var commandLine: String { command.map(Self.quoted).joined(separator: " ") }

  static let spread = "Low and high are the lowest and the highest run; of scores, the 95 % interval of their mean."

  /// Every figure, with its spread.
  var figures: ReportTable {
    ReportTable(
      ["what", .number("value"), .number("low"), .number("high"), "unit"],
      results.map { result in
        let runs = result.runs.isEmpty ? [result.value] : result.runs
        let spread =
          result.unit == Self.score
          ? Resampling().interval(of: runs) : (runs.min() ?? result.value)...(runs.max() ?? result.value)
        let text = result.unit == "cosine" || result.unit == "recall" ? Figure.cosine : Figure.text
        return [result.name, text(result.value), text(spread.lowerBound), text(spread.upperBound), result.unit]
      })
  }

  /// As a shell would need it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=,@%+".contains($0) } && !word.isEmpty
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
