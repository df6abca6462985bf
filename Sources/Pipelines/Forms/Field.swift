/// One key of a mapping: where its value goes, what it may be, and a sentence on what it means. The whole file is
/// described by these; reading, defaults, hints, schema and reference all come from them.
struct Field<Root: Sendable>: Sendable {
  let key: String
  let isRequired: Bool
  let read: @Sendable (Node, inout Root, inout Reading) -> Bool
  let write: @Sendable (Root) -> Tree
  /// How the key is described; the defaults are those of a root.
  let entry: @Sendable (Root) -> Shape.Entry

  init<Value: Sendable>(
    _ key: String, _ member: any WritableKeyPath<Root, Value> & Sendable, _ form: Form<Value>, required: Bool = false,
    _ summary: String
  ) {
    self.key = key
    isRequired = required
    read = { node, root, reading in
      guard let value = form.read(node, &reading) else { return false }
      root[keyPath: member] = value
      return true
    }
    write = { form.write($0[keyPath: member]) }
    entry = { root in
      // The members of a mapping have defaults of their own.
      let fallback = if case .mapping = form.shape { Tree.nothing } else { form.write(root[keyPath: member]) }
      return Shape.Entry(
        key: key, summary: summary, isRequired: required, fallback: required ? .nothing : fallback, shape: form.shape)
    }
  }

  /// A key that may be left out and then means nothing at all.
  init<Value: Sendable>(
    _ key: String, _ member: any WritableKeyPath<Root, Value?> & Sendable, _ form: Form<Value>, _ summary: String
  ) {
    let optional = Form<Value?>(
      read: { node, reading in form.read(node, &reading).map(Optional.some) },
      write: { $0.map(form.write) ?? .nothing },
      shape: form.shape)
    self.init(key, member, optional, summary)
  }

  /// Keys of a mapping of their own in the file that are members of the same value.
  static func group(_ key: String, required: Bool = false, _ fields: [Field], _ summary: String) -> Field {
    Field(
      key: key, isRequired: required,
      read: { node, root, reading in reading.fill(&root, from: node, fields) },
      write: { root in
        let members = Tree.members(fields.map { .init($0.key, $0.write(root)) })
        return members == .mapping([]) ? .nothing : members
      },
      entry: { root in
        Shape.Entry(
          key: key, summary: summary, isRequired: required, fallback: .nothing,
          shape: .mapping(fields.map { $0.entry(root) }))
      })
  }

  /// A key that has one value only.
  static func constant(_ key: String, _ value: String, required: Bool = false, _ summary: String) -> Field {
    let form = Form<String>.choice(of: [value])
    return Field(
      key: key, isRequired: required,
      read: { node, _, reading in form.read(node, &reading) != nil },
      write: { _ in .text(value) },
      entry: { _ in
        Shape.Entry(
          key: key, summary: summary, isRequired: required, fallback: required ? .nothing : .text(value),
          shape: form.shape)
      })
  }

  private init(
    key: String, isRequired: Bool, read: @escaping @Sendable (Node, inout Root, inout Reading) -> Bool,
    write: @escaping @Sendable (Root) -> Tree, entry: @escaping @Sendable (Root) -> Shape.Entry
  ) {
    self.key = key
    self.isRequired = isRequired
    self.read = read
    self.write = write
    self.entry = entry
  }
}
