/// The description of the pipeline file, made from the fields that read it.
package enum Schema {
  static let root = Shape.mapping(Plan.fields.map { $0.entry(.blank(file: "")) })

  /// The JSON Schema (draft 2020-12), with a line break at its end.
  package static func json() -> String { jsonTree.json() + "\n" }

  /// The reference page, in Markdown.
  package static func markdown() -> String { referencePage }
}
