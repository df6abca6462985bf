import ArgumentParser
import Corpus
import Foundation
import Indexing
import Logging
import Pipelines
import SQLiteStore

/// The pipeline file, and how to talk: what nearly every command takes.
struct PipelineArguments: ParsableArguments {
  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @OptionGroup var logging: LogOptions

  var logFormat: LogOptions.Format { logging.logFormat }

  /// - Throws: `Problems` with everything that is wrong with the file.
  func plan() throws -> Plan {
    try PipelineReader.plan(file: file, environment: ProcessInfo.processInfo.environment)
  }

  func log() -> Logger { logging.log() }

  /// Opens the pipeline's catalogue.
  func openStore(_ plan: Plan) async throws -> any Store {
    try await plan.store.open(pipeline: plan.name, reading: false)
  }

  /// Opens the catalogue for a command that looks at what is there.
  ///
  /// - Parameter writing: whether it changes what it finds.
  /// - Throws: ``Failure`` `store.absent` if the pipeline never ran.
  func existingStore(_ plan: Plan, writing: Bool = false) async throws -> any Store {
    if case .sqlite(let folder) = plan.store, !SQLiteStore.exists(in: folder) {
      throw Failure(
        "store.absent", plan.name, "has not run yet", remedy: "quern run \(file)", verdict: .stop(.input))
    }
    return try await plan.store.open(pipeline: plan.name, reading: !writing)
  }
}
