import Pipelines

/// Files to read in tests, in a folder that does not exist: reading a text touches no disk.
enum Sample {
  static let file = "/work-of/mine/pipeline.yaml"

  /// The smallest file, and more lines of its spec, the first of which is line 9.
  static func text(_ spec: String = "") -> String {
    let more = spec.isEmpty ? "" : spec.split(separator: "\n").map { "  \($0)\n" }.joined()
    return """
      apiVersion: quern/v1
      kind: Pipeline
      metadata:
        name: mine
      spec:
        sources:
          - name: here
            path: docs
      \(more)
      """
  }

  static func plan(_ spec: String = "", environment: [String: String] = [:]) throws(Problems) -> Plan {
    try PipelineReader.plan(file: file, text: text(spec), environment: environment)
  }

  /// Problems of a whole text, the path of the file shortened as a user would see it.
  static func problems(_ text: String, environment: [String: String] = [:]) -> [String] {
    do {
      _ = try PipelineReader.plan(file: "pipeline.yaml", text: text, environment: environment)
      return []
    } catch {
      return error.all.map(\.description)
    }
  }

  static func problems(spec: String, environment: [String: String] = [:]) -> [String] {
    problems(text(spec), environment: environment)
  }
}
