import Pipelines

/// Servers' files to read in tests, in a folder that does not exist.
enum ServerSample {
  static let file = "/work-of/mine/server.yaml"

  /// The smallest file, and more lines of its spec, the first of which is line 7.
  static func text(_ spec: String = "") -> String {
    let more = spec.isEmpty ? "" : spec.split(separator: "\n").map { "  \($0)\n" }.joined()
    return """
      apiVersion: quern/v1
      kind: Server
      metadata:
        name: search
      spec:
        pipelines: [manual.yaml]
      \(more)
      """
  }

  static func plan(_ spec: String = "", environment: [String: String] = [:]) throws(Problems) -> ServerPlan {
    try ServerReader.plan(file: file, text: text(spec), environment: environment)
  }

  static func problems(_ text: String, environment: [String: String] = [:]) -> [String] {
    do {
      _ = try ServerReader.plan(file: "server.yaml", text: text, environment: environment)
      return []
    } catch {
      return error.all.map(\.description)
    }
  }

  static func problems(spec: String) -> [String] { problems(text(spec)) }
}
