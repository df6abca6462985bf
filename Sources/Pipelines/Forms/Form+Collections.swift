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
