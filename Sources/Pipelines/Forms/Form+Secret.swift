extension Form where Value == Secret {
  /// A reference to a secret. What is typed here is never shown in a message: it may be the secret itself.
  static let secret = Form(
    read: { node, reading in
      let example = "{ fromEnv: NAME } or { fromFile: path }"
      guard let members = node.members else {
        // `${NAME}` shows what was meant, and only the name.
        var hint = "write \(example)"
        if case .scalar(let scalar) = node.content, let match = scalar.text.wholeMatch(of: /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/) {
          hint = "write { fromEnv: \(match.1) }"
        }
        reading.note(.literalSecret, at: node.place, "\(reading.subject) must refer to a secret, not hold it", hint: hint)
        return nil
      }
      guard members.count == 1, let member = members.first, ["fromEnv", "fromFile"].contains(member.key) else {
        reading.note(
          .wrongType, at: node.place, "\(reading.subject) must have one key, fromEnv or fromFile", hint: "write \(example)")
        return nil
      }
      return reading.below(member.key) { reading in
        guard case .scalar(let scalar) = member.value.content, scalar.kind == .text else {
          reading.note(.wrongType, at: member.value.place, "\(reading.subject) must be text", hint: "write \(example)")
          return nil
        }
        guard let (text, _) = reading.text(of: scalar, at: member.value.place) else { return nil }
        if member.key == "fromFile", let path = try? reading.absolute(text) { return .file(path) }
        if member.key == "fromEnv", text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil { return .environment(text) }
        reading.note(
          .badFormat, at: member.value.place,
          "\(reading.subject) must be \(member.key == "fromEnv" ? "the name of a variable" : "a path")",
          hint: "write \(example), never the secret itself")
        return nil
      }
    },
    write: { secret in
      switch secret {
      case .environment(let name): .secret(.init("fromEnv", .text(name)))
      case .file(let path): .secret(.init("fromFile", .escaped(path)))
      }
    },
    shape: .anyOf([
      .mapping([.init(key: "fromEnv", summary: "The environment variable that holds the secret.", isRequired: true, fallback: .nothing, shape: Form<String>.text.shape)]),
      .mapping([.init(key: "fromFile", summary: "The file that holds the secret; a relative path starts at the pipeline file.", isRequired: true, fallback: .nothing, shape: Form<String>.text.shape)]),
    ]))
}
