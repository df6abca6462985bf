/// A value exactly as it was typed, and where.
struct Node: Sendable, Equatable {
  var place: Place
  var content: Content

  enum Content: Sendable, Equatable {
    case scalar(Scalar)
    case list([Node])
    case mapping([Member])
  }

  struct Member: Sendable, Equatable {
    var key: String
    var place: Place
    var value: Node
  }

  var members: [Member]? {
    if case .mapping(let members) = content { members } else { nil }
  }

  /// The value below a key of a mapping, or at a number of a list.
  subscript(step: String) -> Node? {
    switch content {
    case .scalar: nil
    case .list(let items): Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
    case .mapping(let members): members.first { $0.key == step }?.value
    }
  }
}
