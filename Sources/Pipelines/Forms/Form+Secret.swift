extension Form where Value == Secret {
  /// A reference to a secret. What is typed here is never shown in a message: it may be the secret itself.
  static let secret = Form(
    read: { node, reading in reading.secret(node) },
    write: { secret in
      switch secret {
      case .environment(let name): .secret(.init("fromEnv", .text(name)))
      case .file(let path): .secret(.init("fromFile", .escaped(path)))
      }
    },
    shape: .anyOf([
      reference("fromEnv", "The environment variable that holds the secret."),
      reference("fromFile", "The file that holds the secret; a relative path starts at the folder of this file."),
    ]))

  static func reference(_ key: String, _ summary: String) -> Shape {
    .mapping([
      .init(key: key, summary: summary, isRequired: true, fallback: .nothing, shape: Form<String>.text.shape)
    ])
  }
}

extension Reading {
  private static let example = "write { fromEnv: NAME } or { fromFile: path }"

  fileprivate mutating func secret(_ node: Node) -> Secret? {
    guard let members = node.members else {
      note(
        .literalSecret, at: node.place, "\(subject) must refer to a secret, not hold it",
        hint: node.variable.map { "write { fromEnv: \($0) }" } ?? Self.example)
      return nil
    }
    guard members.count == 1, let member = members.first, ["fromEnv", "fromFile"].contains(member.key) else {
      note(.wrongType, at: node.place, "\(subject) must have one key, fromEnv or fromFile", hint: Self.example)
      return nil
    }
    return below(member.key) { $0.reference(member) }
  }

  private mutating func reference(_ member: Node.Member) -> Secret? {
    let node = member.value
    guard case .scalar(let scalar) = node.content, scalar.kind == .text else {
      note(.wrongType, at: node.place, "\(subject) must be text", hint: Self.example)
      return nil
    }
    guard let (text, _) = text(of: scalar, at: node.place) else { return nil }
    if member.key == "fromFile" {
      if let path = try? absolute(text) { return .file(path) }
      note(.badFormat, at: node.place, "\(subject) must be a path", hint: Self.example)
    } else {
      if text.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil { return .environment(text) }
      note(
        .badFormat, at: node.place, "\(subject) must be the name of a variable",
        hint: "\(Self.example), never the secret itself")
    }
    return nil
  }
}

extension Node {
  /// The name in `${NAME}`, if that is all there is: it shows what was meant, and nothing else.
  fileprivate var variable: Substring? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar.text.wholeMatch(of: /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/)?.1
  }
}
