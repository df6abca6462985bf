import Corpus

extension Form where Value == [String: MetadataValue] {
  /// Any keys, with texts, numbers, truths, or lists of these.
  static let metadata = Form(
    read: { node, reading in
      guard let members = reading.members(of: node) else { return nil }
      var metadata: Value = [:]
      for member in members {
        metadata[member.key] = reading.below(member.key.onOneLine(atMost: 40)) { $0.metadata(member.value) }
      }
      return metadata.count == members.count ? metadata : nil
    },
    write: { metadata in
      .mapping(metadata.sorted { $0.key < $1.key }.map { .init($0.key, Tree(metadata: $0.value)) })
    },
    shape: .open(.anyOf([scalar, .list(scalar, atLeast: 0)])))

  private static let scalar = Shape.scalar(
    "text, a number, true or false", schema: [.init("type", .list(["string", "number", "boolean"]))],
    takesVariables: false)
}

extension Tree {
  fileprivate init(metadata: MetadataValue) {
    self =
      switch metadata {
      case .string(let text): .escaped(text)
      case .number(let number): .number(number)
      case .bool(let bool): .bool(bool)
      case .list(let list): .list(list.map(Tree.init(metadata:)))
      }
  }
}

extension Reading {
  fileprivate mutating func metadata(_ node: Node, inList: Bool = false) -> MetadataValue? {
    switch node.content {
    case .scalar(let scalar) where scalar.kind != .null:
      guard let (text, _) = text(of: scalar, at: node.place) else { return nil }
      switch scalar.kind {
      case .bool: return .bool(text.lowercased() == "true")
      case .number: return Scalar.number(text).map { .number($0) }
      case .text, .null: return .string(text)
      }
    case .list(let items) where !inList:
      let values = items.map { metadata($0, inList: true) }
      return values.contains { $0 == nil } ? nil : .list(values.compactMap { $0 })
    default:
      noteType(
        of: node, words: "text, a number, true, false or a list of these", hint: "for example category: database")
      return nil
    }
  }
}
