/// One kind of value in a pipeline file: how it is read, how it is written back, and what may be typed there.
struct Form<Value: Sendable>: Sendable {
  /// Nil when the value is unusable; the reading then has a problem more.
  let read: @Sendable (Node, inout Reading) -> Value?
  let write: @Sendable (Value) -> Tree
  let shape: Shape

  /// A single value, converted from its text after variables are expanded.
  ///
  /// - Parameter words: what it must be, with its article.
  /// - Parameter kinds: what YAML may take it for when it has no variables; with them, only the text counts.
  /// - Parameter example: shown when something else is typed.
  /// - Parameter schema: its members in JSON Schema.
  static func scalar(
    _ words: String, kinds: Set<Scalar.Kind>, example: String, schema: [Tree.Member],
    parse: @escaping @Sendable (String, Reading) throws(Flaw) -> Value, write: @escaping @Sendable (Value) -> Tree
  ) -> Form {
    Form(
      read: { node, reading in
        guard case .scalar(let scalar) = node.content else {
          reading.noteType(of: node, words: words, hint: "for example \(example)")
          return nil
        }
        guard let (text, isExpanded) = reading.text(of: scalar, at: node.place) else { return nil }
        guard isExpanded || kinds.contains(scalar.kind) else {
          let fits = (try? parse(text, reading)) != nil
          let remedy = fits ? (scalar.isQuoted ? "remove the quotes" : "put it in quotes") : "for example \(example)"
          reading.noteType(of: node, words: words, hint: remedy)
          return nil
        }
        do throws(Flaw) {
          return try parse(text, reading)
        } catch {
          let ending = error.showsValue ? ", not \(node.described)" : ""
          reading.note(error.code, at: node.place, "\(reading.subject) \(error.phrase)\(ending)", hint: error.hint)
          return nil
        }
      },
      write: write,
      shape: .scalar(words, schema: schema, takesVariables: schema != [.init("type", "string")]))
  }
}
