/// The descriptions of the files, made from the fields that read them.
package enum Schema {
  /// The JSON Schema (draft 2020-12), with a line break at its end.
  package static func json(of kind: FileKind = .pipeline) -> String { tree(of: kind).json() + "\n" }

  /// The reference page, in Markdown.
  package static func markdown(of kind: FileKind = .pipeline) -> String { page(of: kind) }
}
