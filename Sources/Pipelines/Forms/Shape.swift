/// What may be typed somewhere: the source of the JSON Schema, of the reference page and of hints.
indirect enum Shape: Sendable {
  /// A single value: in words, and in the members of its JSON Schema. `takesVariables` if text with a variable would
  /// not fit that schema.
  case scalar(String, schema: [Tree.Member], takesVariables: Bool)
  case list(Shape, atLeast: Int)
  /// A mapping with these keys and no other.
  case mapping([Entry])
  /// A mapping with any keys.
  case open(Shape)
  case anyOf([Shape])

  struct Entry: Sendable {
    var key: String
    var summary: String
    var isRequired: Bool
    /// What a missing key means; `nothing` when there is no such value.
    var fallback: Tree
    var shape: Shape
  }
}

extension Shape {
  /// Dotted paths at which a key may be typed, in the order of the file.
  func paths(to key: String) -> [String] {
    switch self {
    case .scalar, .open: []
    case .list(let item, _): item.paths(to: key)
    case .anyOf(let shapes): shapes.flatMap { $0.paths(to: key) }
    case .mapping(let entries):
      entries.flatMap { entry in
        (entry.key == key ? [key] : []) + entry.shape.paths(to: key).map { "\(entry.key).\($0)" }
      }
    }
  }
}
