/// One of the things a mapping can be, told apart by its key `type`.
struct Variant<Value: Sendable>: Sendable {
  let name: String
  let read: @Sendable (Node, inout Reading) -> Value?
  /// The members besides `type`; nil if the value is another variant.
  let write: @Sendable (Value) -> [Tree.Member]?
  let shape: Shape

  /// - Parameter standard: the payload before any field is read; its members are the defaults.
  init<Payload: Sendable>(
    _ name: String, _ summary: String, _ standard: Payload, _ fields: [Field<Payload>],
    wrap: @escaping @Sendable (Payload) -> Value, unwrap: @escaping @Sendable (Value) -> Payload?
  ) {
    self.name = name
    read = { node, reading in
      var payload = standard
      return reading.fill(&payload, from: node, fields, besides: ["type"]) ? wrap(payload) : nil
    }
    write = { value in unwrap(value).map { payload in fields.map { .init($0.key, $0.write(payload)) } } }
    let type = Shape.Entry(
      key: "type", summary: summary, isRequired: true, fallback: .nothing,
      shape: .scalar(name, schema: [.init("const", .text(name))], takesVariables: false))
    shape = .mapping([type] + fields.map { $0.entry(standard) })
  }

  /// A variant with no keys of its own.
  init(_ name: String, _ summary: String, _ value: Value) where Value: Equatable {
    self.init(name, summary, value, [], wrap: { $0 }, unwrap: { $0 == value ? value : nil })
  }
}

extension Form {
  static func variants(_ variants: [Variant<Value>]) -> Form {
    let type = Form<String>.choice(of: variants.map(\.name))
    return Form(
      read: { node, reading in
        guard reading.members(of: node) != nil else { return nil }
        guard let typed = node["type"] else {
          reading.noteMissing("type", in: node, hint: "one of \(variants.map(\.name).joined(separator: ", "))")
          return nil
        }
        guard let name = reading.below("type", { type.read(typed, &$0) }) else { return nil }
        return variants.first { $0.name == name }?.read(node, &reading)
      },
      write: { value in
        for variant in variants {
          if let members = variant.write(value) { return .members([.init("type", .text(variant.name))] + members) }
        }
        return .nothing
      },
      shape: .anyOf(variants.map(\.shape)))
  }
}
