import Yams

/// Turns the nodes of the YAML library into ours, and refuses what a pipeline file has no use for.
struct Composition {
  let file: String
  /// Values left until a file counts as hostile: aliases of aliases grow without bound.
  private var budget = 20_000

  init(file: String) { self.file = file }

  mutating func node(_ node: Yams.Node, depth: Int) throws(Problem) -> Node {
    let place = place(node.mark)
    budget -= 1
    guard budget > 0 else {
      throw problem(
        .tooLarge, at: place, "the file has more than 20,000 values, each alias counted as what it stands for",
        hint: "repeat less")
    }
    guard depth <= 32 else {
      throw problem(.wrongType, at: place, "values are nested more than 32 levels deep", hint: "flatten them")
    }
    switch node {
    case .scalar(let scalar):
      let tag = try permitted(scalar.tag, at: place)
      let isQuoted = tag == .str || (scalar.style != .plain && scalar.style != .any)
      return Node(place: place, content: .scalar(Scalar(text: scalar.string, isQuoted: isQuoted)))
    case .sequence(let sequence):
      try permitted(sequence.tag, at: place)
      var items: [Node] = []
      for item in sequence { items.append(try self.node(item, depth: depth + 1)) }
      return Node(place: place, content: .list(items))
    case .mapping(let mapping):
      try permitted(mapping.tag, at: place)
      var members: [Node.Member] = []
      for (key, value) in mapping {
        guard case .scalar(let scalar) = key else {
          throw problem(
            .wrongType, at: self.place(key.mark), "a key is a collection", hint: "write keys as plain words")
        }
        let keyPlace = self.place(key.mark)
        try permitted(scalar.tag, at: keyPlace)
        members.append(
          Node.Member(key: scalar.string, place: keyPlace, value: try self.node(value, depth: depth + 1)))
      }
      return Node(place: place, content: .mapping(members))
    case .alias:
      throw problem(.badAlias, at: place, "an alias points nowhere", hint: "repeat the value")
    }
  }

  func place(_ mark: Mark?) -> Place {
    mark.map { Place(line: max(1, $0.line), column: max(1, $0.column)) } ?? .start
  }

  func problem(_ code: Problem.Code, at place: Place, _ message: String, hint: String) -> Problem {
    Problem(file: file, place: place, code: code, message: message, hint: hint)
  }

  @discardableResult
  private func permitted(_ tag: Tag, at place: Place) throws(Problem) -> Tag.Name {
    let name = Tag.Name(rawValue: tag.rawValue)
    guard [.implicit, .str, .int, .float, .bool, .null, .seq, .map].contains(name) else {
      throw problem(.customTag, at: place, "tags are not read here", hint: "remove the word that starts with !")
    }
    return name
  }
}
