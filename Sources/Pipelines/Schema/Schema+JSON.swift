extension Schema {
  static func tree(of kind: FileKind) -> Tree {
    .mapping(
      [
        .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
        .init("title", .text("Quern \(kind.rawValue.lowercased()), version 1")),
      ] + members(of: kind.shape) + [
        .init(
          "$defs",
          .mapping([
            .init(
              "variable",
              .mapping([
                .init("description", "Text with a variable, converted after it is expanded."),
                .init("type", "string"),
                .init("pattern", #"\$"#),
              ]))
          ]))
      ])
  }

  private static func members(of shape: Shape) -> [Tree.Member] {
    switch shape {
    case .scalar(_, let schema, let takesVariables):
      takesVariables
        ? [.init("anyOf", .list([.mapping(schema), .mapping([.init("$ref", "#/$defs/variable")])]))] : schema
    case .list(let item, let atLeast):
      [.init("type", "array"), .init("items", .mapping(members(of: item)))]
        + (atLeast > 0 ? [.init("minItems", .integer(atLeast))] : [])
    case .mapping(let entries):
      mappingMembers(entries)
    case .open(let value):
      [.init("type", "object"), .init("additionalProperties", .mapping(members(of: value)))]
    case .anyOf(let shapes):
      [.init("anyOf", .list(shapes.map { .mapping(members(of: $0)) }))]
    }
  }

  private static func mappingMembers(_ entries: [Shape.Entry]) -> [Tree.Member] {
    let required = entries.filter(\.isRequired).map { Tree.text($0.key) }
    return [
      .init("type", "object"),
      .init("properties", .mapping(entries.map { .init($0.key, .mapping(members(of: $0))) })),
      .init("additionalProperties", false),
    ] + (required.isEmpty ? [] : [.init("required", .list(required))])
  }

  private static func members(of entry: Shape.Entry) -> [Tree.Member] {
    members(of: entry.shape) + [.init("description", .text(entry.summary))]
      + (entry.fallback == .nothing ? [] : [.init("default", entry.fallback)])
  }
}
