extension Schema {
  static func page(of kind: FileKind) -> String {
    """
    # The \(kind.rawValue.lowercased()) file, key by key

    Made from the fields that read the file, as is the JSON Schema beside this page. Text may hold variables: `${VAR}`,
    `${VAR:-default}`, `${VAR:?message}`, and `$$` for a dollar. Any other key is an error.

    | key | what it is | default | |
    |---|---|---|---|
    \(rows(of: kind.shape, at: "").joined(separator: "\n"))

    """
  }

  private static func rows(of shape: Shape, at path: String) -> [String] {
    switch shape {
    case .scalar: []
    case .list(let item, _): rows(of: item, at: "\(path)[]")
    case .open: []
    case .anyOf(let shapes):
      shapes.flatMap { shape in rows(of: shape, at: path + (shape.type.map { " (\($0))" } ?? "")) }
    case .mapping(let entries):
      entries.flatMap { entry in
        let key = path.isEmpty ? entry.key : "\(path).\(entry.key)"
        let fallback = entry.isRequired ? "required" : entry.fallback.inlineText.map { "`\($0)`" } ?? ""
        return ["| `\(key)` | \(entry.shape.words) | \(fallback) | \(entry.summary) |"] + rows(of: entry.shape, at: key)
      }
    }
  }
}

extension Shape {
  /// What `type` must be to mean this mapping.
  fileprivate var type: String? {
    guard case .mapping(let entries) = self, let first = entries.first, first.key == "type",
      case .scalar(let name, _, false) = first.shape
    else { return nil }
    return name
  }

  fileprivate var words: String {
    switch self {
    case .scalar(let words, _, _): words
    case .list(let item, _): "a list: \(item.words)"
    case .mapping(let entries):
      if let type { "`type: \(type)`" } else if entries.count == 1 { "`\(entries[0].key): …`" } else { "a mapping" }
    case .open(let value): "any keys, each with \(value.words)"
    case .anyOf(let shapes): shapes.map(\.words).joined(separator: ", or ")
    }
  }
}

extension Tree {
  /// On one line; nil where there is nothing to show.
  fileprivate var inlineText: String? {
    self == .nothing ? nil : json().split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
  }
}
