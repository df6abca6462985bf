extension Plan {
  /// The plan as a pipeline file: every default filled in, paths absolute, variables expanded. It can be read again;
  /// secrets stay references, marked `***`.
  package var resolved: String { written }
}
