import Foundation

/// Reads what a server is given to serve.
package enum ServerReader {
  /// Reads a server's file into a plan, or says everything that is wrong with it; the pipelines it names are not read.
  ///
  /// - Parameter file: relative to the current folder, or absolute; shown in problems as it is.
  /// - Parameter text: read instead of the file's content.
  /// - Parameter environment: what variables in the file mean.
  package static func plan(
    file: String, text: String? = nil, environment: [String: String]
  ) throws(Problems) -> ServerPlan {
    try ServerPlan.read(file: file, path: absolute(file), text: text, environment: environment)
  }

  /// What `quern serve FILE…` starts: one server's file, or pipeline files with the standing plan.
  package static func plan(files: [String], environment: [String: String]) throws(Problems) -> ServerPlan {
    if let file = files.first, files.count == 1, try kind(of: file) == .server {
      return try plan(file: file, environment: environment)
    }
    for file in files where try kind(of: file) == .server {
      throw Problems([
        Problem(
          file: file, place: nil, code: .otherKind, message: "a server's file cannot stand beside other files",
          hint: "name the pipelines below its spec.pipelines")
      ])
    }
    return .standing(for: files.map(absolute))
  }

  private static func absolute(_ file: String) -> String {
    file.absolute(below: FileManager.default.currentDirectoryPath)
  }

  /// What a file says it describes; nil if it does not say.
  package static func kind(of file: String) throws(Problems) -> FileKind? {
    do throws(Problem) { return try PipelineFile.typed(file: file).kind } catch { throw Problems([error]) }
  }
}
