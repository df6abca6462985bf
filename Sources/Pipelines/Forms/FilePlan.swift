/// A plan that has a file of its own: what is common to reading all of them.
protocol FilePlan: Sendable {
  static var kind: FileKind { get }
  /// The whole file.
  static var fields: [Field<Self>] { get }

  /// A plan before anything is read: its members are the defaults.
  static func blank(file: String) -> Self

  /// Notes values that do not fit together, where the values themselves have no problem.
  func check(in file: PipelineFile, _ reading: inout Reading)
}

extension FilePlan {
  static var shape: Shape { .mapping(fields.map { $0.entry(blank(file: "")) }) }

  /// The plan as a file again, every default filled in.
  var written: String { Tree.members(Self.fields.map { .init($0.key, $0.write(self)) }).yaml() }

  /// Reads a file, or says everything that is wrong with it.
  /// - Parameter path: the same file as an absolute path.
  static func read(
    file: String, path: String, text: String?, environment: [String: String]
  ) throws(Problems) -> Self {
    let typed = try PipelineFile.typed(file: file, text: text, as: kind)
    var reading = Reading(file: file, kind: kind, folder: path.folder, environment: environment)
    var plan = blank(file: path)
    _ = reading.fill(&plan, from: typed.root, fields)
    plan.check(in: typed, &reading)
    guard reading.problems.isEmpty else { throw Problems(reading.problems) }
    return plan
  }
}

extension String {
  /// The folder of an absolute path.
  var folder: String { "/" + split(separator: "/").dropLast().joined(separator: "/") }
}
