extension Plan {
  /// The plan as a pipeline file: every default filled in, paths absolute, variables expanded. It can be read again;
  /// secrets stay references, marked `***`.
  package var resolved: String { Tree.members(Plan.fields.map { .init($0.key, $0.write(self)) }).yaml() }
}
