import Evaluating
import Foundation

/// What a benchmark found: the stable JSON that reports and comparisons are made from (docs/benchmarks.md).
package struct BenchmarkReport: Sendable {
  package struct Result: Codable, Hashable, Sendable {
    package var name: String
    /// The median of the runs; the mean of scores.
    package var value: Double
    package var unit: String
    /// Every counted run, in order; of scores one for each question, by the questions' ids.
    package var runs: [Double]
  }

  /// What scores of single questions are counted in.
  package static let score = "score"

  package var benchmark: String
  package var machine: Machine
  /// The command that made it, as it was typed.
  package var command: [String]
  package var results: [Result] = []
  /// What people are shown besides the figures; not part of the JSON.
  package var sections: [ReportSection] = []

  package init(benchmark: String, machine: Machine = Machine(), command: [String] = CommandLine.arguments) {
    self.benchmark = benchmark
    self.machine = machine
    self.command = command
  }

  package mutating func add(_ name: String, _ runs: [Double], _ unit: String) {
    results.append(Result(name: name, value: runs.median, unit: unit, runs: runs))
  }

  /// Adds one score for each question; their mean is the figure.
  package mutating func add(scores: [Double], _ name: String) {
    results.append(Result(name: name, value: scores.mean, unit: Self.score, runs: scores))
  }

  /// Ours over theirs, run by run, where both were measured in turn.
  package mutating func addRatio(_ name: String, _ ours: [Double], over theirs: [Double]) {
    add(name, zip(ours, theirs).map { $1 == 0 ? 0 : $0 / $1 }, "×")
  }

  /// From the lowest to the highest run of the figure of that name.
  package func spread(of name: String) -> ClosedRange<Double>? {
    guard let runs = results.first(where: { $0.name == name })?.runs, let low = runs.min(), let high = runs.max() else {
      return nil
    }
    return low...high
  }

  /// The figure of that name.
  package subscript(_ name: String) -> Double? { results.first { $0.name == name }?.value }
}

extension BenchmarkReport: Codable {
  private enum CodingKeys: String, CodingKey { case benchmark, machine, command, results }
}
