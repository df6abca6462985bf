import Foundation

/// What a benchmark found: the stable JSON that reports and comparisons are made from (docs/benchmarks.md).
package struct BenchmarkReport: Codable, Sendable {
  package struct Result: Codable, Sendable {
    package var name: String
    /// The median of the runs.
    package var value: Double
    package var unit: String
    /// Every counted run, in order.
    package var runs: [Double]
  }

  package var benchmark: String
  package var machine: Machine
  /// The command that made it, as it was typed.
  package var command: [String]
  package var results: [Result] = []

  package init(benchmark: String, machine: Machine = Machine(), command: [String] = CommandLine.arguments) {
    self.benchmark = benchmark
    self.machine = machine
    self.command = command
  }

  package mutating func add(_ name: String, _ runs: [Double], _ unit: String) {
    results.append(Result(name: name, value: runs.median, unit: unit, runs: runs))
  }

  /// Ours over theirs, run by run, where both were measured in turn.
  package mutating func addRatio(_ name: String, _ ours: [Double], over theirs: [Double]) {
    add(name, zip(ours, theirs).map { $1 == 0 ? 0 : $0 / $1 }, "×")
  }

  /// A table for people, and for `docs/benchmarks.md`.
  package var markdown: String {
    var lines = [
      "### \(benchmark)", "", "\(machine.description)", "", "```", command.joined(separator: " "), "```", "",
      "| what | median | lowest | highest | unit |", "|---|---:|---:|---:|---|",
    ]
    for result in results {
      let runs = result.runs.isEmpty ? [result.value] : result.runs
      lines.append(
        "| \(result.name) | \(Self.number(result.value)) | \(Self.number(runs.min() ?? 0)) | \(Self.number(runs.max() ?? 0)) | \(result.unit) |"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func number(_ value: Double) -> String {
    switch abs(value) {
    case 100...: String(format: "%.0f", value)
    case 1...: String(format: "%.2f", value)
    default: String(format: "%.4f", value)
    }
  }
}

extension [Double] {
  /// The middle value; the mean of the two middle ones of an even number; 0 of none.
  package var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = self.sorted()
    return sorted.count.isMultiple(of: 2)
      ? (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2 : sorted[sorted.count / 2]
  }
}
