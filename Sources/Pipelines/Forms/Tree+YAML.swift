extension Tree {
  /// YAML in block style; lists of scalars and secrets stay on one line.
  func yaml(indent: String = "") -> String {
    switch self {
    case .mapping(let members) where !members.isEmpty:
      members.map { member in "\(indent)\(member.key.plainOrQuoted):\(member.value.yamlAfterKey(indent))" }.joined()
    case .list(let items) where !items.isEmpty:
      items.map { item in
        let text = item.yaml(indent: indent + "  ")
        // The first line of an item stands behind its dash.
        return "\(indent)- \(text.drop { $0 == " " })"
      }.joined()
    default: "\(indent)\(inline)\n"
    }
  }

  private func yamlAfterKey(_ indent: String) -> String {
    switch self {
    case .mapping(let members) where !members.isEmpty: "\n\(yaml(indent: indent + "  "))"
    case .list(let items) where !items.allSatisfy({ $0.scalar != nil }): "\n\(yaml(indent: indent + "  "))"
    default: " \(inline)\n"
    }
  }

  private var inline: String {
    switch self {
    case .text(let text): text.plainOrQuoted
    case .list(let items): "[\(items.map(\.inline).joined(separator: ", "))]"
    case .mapping: "{}"
    case .secret(let member): "{ \(member.key): \(member.value.inline) }  # ***"
    default: scalar ?? "null"
    }
  }
}

extension String {
  /// As YAML without quotes if nobody could take it for anything else.
  fileprivate var plainOrQuoted: String {
    let isPlain =
      wholeMatch(of: /[A-Za-z\/_.][A-Za-z0-9\/_.-]*|[0-9]+(\.[0-9]+)?(ms|s|m|h|d|[KMGT]i?|%)/) != nil
      && Scalar(text: self, isQuoted: false).kind == .text
      // Numbers and truths to readers of YAML 1.1.
      && !["y", "n", "yes", "no", "on", "off", ".inf", ".nan"].contains(lowercased())
    return isPlain ? self : Tree.quote(self)
  }
}
