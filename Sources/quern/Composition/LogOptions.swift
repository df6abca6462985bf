import ArgumentParser
import Foundation
import Logging
import Telemetry

/// How log lines look, and which there are.
struct LogOptions: ParsableArguments {
  @Option(help: "How log lines look: text or json.")
  var logFormat: Format = .text

  @Option(help: "The least level that is logged: debug, info, notice, warning or error.")
  var logLevel: Level = .notice

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
  enum Level: String, ExpressibleByArgument, CaseIterable { case debug, info, notice, warning, error }

  func log() -> Logger {
    var log = Logger(label: "quern") { label in
      switch logFormat {
      case .text:
        ConsoleLogHandler(
          inColour: Colour.wanted(on: STDERR_FILENO, environment: ProcessInfo.processInfo.environment))
      case .json: JSONLogHandler(label: label)
      }
    }
    log.logLevel = Logger.Level(rawValue: logLevel.rawValue) ?? .notice
    return log
  }
}
