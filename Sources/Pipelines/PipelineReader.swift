import Foundation

/// Reads pipeline files.
package enum PipelineReader {
  /// Reads a file into a plan, or says everything that is wrong with it.
  ///
  /// Touches nothing but the file itself: whether folders, models and secrets are there is seen when they are used.
  ///
  /// - Parameter file: relative to the current folder, or absolute; shown in problems as it is.
  /// - Parameter text: read instead of the file's content.
  /// - Parameter environment: what variables in the file mean; `QUERN_HOME` is where state is kept.
  package static func plan(
    file: String, text: String? = nil, environment: [String: String]
  ) throws(Problems) -> Plan {
    let currentFolder = FileManager.default.currentDirectoryPath
    let path = file.absolute(below: currentFolder)
    var plan = try Plan.read(file: file, path: path, text: text, environment: environment)
    let home = environment["QUERN_HOME"].flatMap { $0.isEmpty ? nil : $0.absolute(below: currentFolder) }
    plan.store.settle(in: (home ?? ".quern".absolute(below: path.folder)) + "/\(plan.name)")
    return plan
  }
}
