import ArgumentParser
import Corpus
import Foundation
import Indexing
import Pipelines
import Telemetry

/// Maps errors to exit codes: the only place that does. `podFailurePolicy` says the same.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case failed = 1
  case changes = 2
  case overThreshold = 3
  case refusedByGate = 4
  case budgetReached = 5
  case differences = 6
  case usage = 64
  case inputUnusable = 65
  case dependencyDown = 69
  case interrupted = 75
  case badConfiguration = 78

  init(_ stop: Verdict.Stop) {
    self =
      switch stop {
      case .usage: .usage
      case .configuration: .badConfiguration
      case .input: .inputUnusable
      case .dependency: .dependencyDown
      case .interrupted: .interrupted
      case .overThreshold: .overThreshold
      case .budget: .budgetReached
      case .refusedByGate: .refusedByGate
      case .differences: .differences
      case .unexpected: .failed
      }
  }

  init(_ outcome: RunOutcome) {
    self =
      switch outcome {
      case .finished, .handedOver: .done
      case .interrupted: .interrupted
      case .overThreshold: .overThreshold
      case .refusedByGate: .refusedByGate
      case .budgetReached: .budgetReached
      case .failed, .running: .failed
      }
  }

  /// Whether the same command may end better when it is tried again.
  private var isRetriable: Bool { [.failed, .dependencyDown, .interrupted].contains(self) }

  /// The codes of failures for a `podFailurePolicy`; a plan's changes are none.
  static func codes(isRetriable: Bool) -> [Int32] {
    allCases.filter { $0 != .done && $0 != .changes && $0.isRetriable == isRetriable }.map(\.rawValue).sorted()
  }

  /// For a command that has said all there is to say.
  func exit() throws {
    if self != .done { throw ExitCode(rawValue) }
  }

  /// Says what went wrong, and ends.
  static func exit(for error: any Error) -> Never {
    switch error {
    case let problems as Problems:
      say("\(problems)")
      Foundation.exit(badConfiguration.rawValue)
    case let failure as Failure:
      say("error: \(failure) [\(failure.code)]")
      if case .stop(let stop) = failure.verdict { Foundation.exit(ExitStatus(stop).rawValue) }
      Foundation.exit(failed.rawValue)
    case is CancellationError:
      say("error: interrupted (run the same command again to go on)")
      Foundation.exit(interrupted.rawValue)
    default:
      Quern.exit(withError: error)
    }
  }

  private static func say(_ text: String) {
    FileHandle.standardError.write(Data((TerminalText.stripped(text) + "\n").utf8))
  }
}
