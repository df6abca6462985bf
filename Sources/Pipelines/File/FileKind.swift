/// What a file describes, by its key `kind`.
package enum FileKind: String, Sendable, CaseIterable {
  case pipeline = "Pipeline"
  case server = "Server"

  /// The command that reads such a file.
  var command: String {
    switch self {
    case .pipeline: "quern run"
    case .server: "quern serve"
    }
  }

  /// Everything that may be typed in such a file.
  var shape: Shape {
    switch self {
    case .pipeline: Plan.shape
    case .server: ServerPlan.shape
    }
  }
}
