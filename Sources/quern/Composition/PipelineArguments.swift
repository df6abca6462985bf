import ArgumentParser
import Corpus
import Foundation
import Indexing
import Logging
import Pipelines
import SQLiteStore
import Telemetry

/// The pipeline file, and how to talk: what nearly every command takes.
struct PipelineArguments: ParsableArguments {
  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @Option(help: "How log lines look: text or json.")
  var logFormat: LogFormat = .text

  @Option(help: "The least level that is logged: debug, info, notice, warning or error.")
  var logLevel: LogLevel = .notice

  enum LogFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
  enum LogLevel: String, ExpressibleByArgument, CaseIterable { case debug, info, notice, warning, error }

  /// - Throws: `Problems` with everything that is wrong with the file.
  func plan() throws -> Plan {
    try PipelineReader.plan(file: file, environment: ProcessInfo.processInfo.environment)
  }

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

  /// Opens the pipeline's catalogue.
  func openStore(_ plan: Plan) async throws -> any Store {
    guard case .sqlite(let folder) = plan.store else {
      throw Failure(
        "store.unsupported", plan.file, "store.type postgres is not part of this version",
        remedy: "use store: {type: sqlite}", verdict: .stop(.configuration))
    }
    return try SQLiteStore(folder: folder, pipeline: plan.name)
  }

  /// Opens the catalogue for a command that only looks.
  /// - Throws: ``Failure`` `store.absent` if the pipeline never ran.
  func existingStore(_ plan: Plan) async throws -> any Store {
    if case .sqlite(let folder) = plan.store, !SQLiteStore.exists(in: folder) {
      throw Failure(
        "store.absent", plan.name, "has not run yet", remedy: "quern run \(file)", verdict: .stop(.input))
    }
    return try await openStore(plan)
  }
}
