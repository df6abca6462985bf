extension Form {
  /// A list, each item of the same form.
  static func list<Item: Sendable>(of item: Form<Item>, atLeast: Int = 0) -> Form where Value == [Item] {
    Form(
      read: { node, reading in
        guard case .list(let nodes) = node.content else {
          reading.noteType(of: node, words: "a list", hint: "write - before each item, or [a, b]")
          return nil
        }
        guard nodes.count >= atLeast else {
          reading.note(
            .outOfRange, at: node.place, "\(reading.subject) needs at least \(atLeast) item", hint: "add one")
          return nil
        }
        let items = nodes.enumerated().map { number, node in reading.below("[\(number)]") { item.read(node, &$0) } }
        return items.contains { $0 == nil } ? nil : items.compactMap { $0 }
      },
      write: { .list($0.map(item.write)) },
      shape: .list(item.shape, atLeast: atLeast))
  }

  /// A mapping with the keys of some fields and no other.
  /// - Parameter standard: the value before any field is read; its members are the defaults.
  static func mapping(_ standard: Value, _ fields: [Field<Value>]) -> Form {
    Form(
      read: { node, reading in
        var value = standard
        return reading.fill(&value, from: node, fields) ? value : nil
      },
      write: { value in .members(fields.map { .init($0.key, $0.write(value)) }) },
      shape: .mapping(fields.map { $0.entry(standard) }))
  }
}

extension Form {
  /// A mapping with any keys, each value of the same form.
  static func dictionary<Item: Sendable>(of item: Form<Item>) -> Form where Value == [String: Item] {
    Form(
      read: { node, reading in
        guard let members = reading.members(of: node) else { return nil }
        var items: Value = [:]
        for member in members {
          items[member.key] = reading.below(member.key.onOneLine(atMost: 40)) { item.read(member.value, &$0) }
        }
        return items.count == members.count ? items : nil
      },
      write: { items in .mapping(items.sorted { $0.key < $1.key }.map { .init($0.key, item.write($0.value)) }) },
      shape: .open(item.shape))
  }

  /// What is typed in this form, as another value.
  /// - Parameter convert: notes what is wrong where it gives nil.
  func converted<Other: Sendable>(
    _ convert: @escaping @Sendable (Value, Node, inout Reading) -> Other?,
    back: @escaping @Sendable (Other) -> Value
  ) -> Form<Other> {
    Form<Other>(
      read: { node, reading in read(node, &reading).flatMap { convert($0, node, &reading) } },
      write: { write(back($0)) },
      shape: shape)
  }
}
