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
    let typed = try typed(file: file, text: text)
    let currentFolder = FileManager.default.currentDirectoryPath
    let path = file.absolute(below: currentFolder)
    let folder = "/" + path.split(separator: "/").dropLast().joined(separator: "/")

    var reading = Reading(file: file, folder: folder, environment: environment)
    var plan = Plan.blank(file: path)
    _ = reading.fill(&plan, from: typed.root, Plan.fields)
    reading.check(plan, in: typed)
    guard reading.problems.isEmpty else { throw Problems(reading.problems) }

    let home = environment["QUERN_HOME"].flatMap { $0.isEmpty ? nil : $0.absolute(below: currentFolder) }
    plan.store.settle(in: (home ?? ".quern".absolute(below: folder)) + "/\(plan.name)")
    return plan
  }

  private static func typed(file: String, text: String?) throws(Problems) -> PipelineFile {
    do throws(Problem) {
      let text =
        if let text { text } else { try PipelineFile.text(of: try PipelineFile.bytes(of: file), file: file) }
      let typed = try PipelineFile(name: file, text: text)
      if let kind = typed.root["kind"], case .scalar(let scalar) = kind.content, scalar.text == "Server" {
        throw Problem(
          file: file, place: kind.place, code: .otherKind, message: "kind Server is read by quern serve",
          hint: "give a file with kind: Pipeline")
      }
      return typed
    } catch {
      throw Problems([error])
    }
  }
}
