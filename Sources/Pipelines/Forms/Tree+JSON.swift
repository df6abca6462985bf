extension Tree {
  /// JSON with two spaces a level; short lists of scalars stay on one line.
  func json(indent: String = "") -> String {
    let inner = indent + "  "
    switch self {
    case .list(let items):
      let scalars = items.compactMap(\.scalar)
      if scalars.count == items.count { return "[\(scalars.joined(separator: ", "))]" }
      return "[\n" + items.map { inner + $0.json(indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .mapping(let members):
      guard !members.isEmpty else { return "{}" }
      let lines = members.map { "\(inner)\(Self.quote($0.key)): \($0.value.json(indent: inner))" }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    case .secret(let member): return Tree.mapping([member]).json(indent: indent)
    default: return scalar ?? "null"
    }
  }
}
