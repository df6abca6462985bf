extension Form where Value == String {
  /// Any text.
  static let text = text("text")

  /// Text that says something.
  static let word = text("text", pattern: ".") { text throws(Flaw) in
    guard !text.allSatisfy(\.isWhitespace) else { throw Flaw(.badFormat, "must say something", hint: "write a text") }
  }

  /// - Parameter pattern: the same condition as a regular expression of JSON Schema.
  static func text(
    _ words: String, example: String = "\"a text\"", pattern: String? = nil,
    check: @escaping @Sendable (String) throws(Flaw) -> Void = { _ throws(Flaw) in }
  ) -> Form {
    .scalar(
      words, kinds: [.text], example: example,
      schema: [.init("type", "string")] + (pattern.map { [.init("pattern", .text($0))] } ?? []),
      parse: { text, _ throws(Flaw) in
        try check(text)
        return text
      },
      write: { .escaped($0) })
  }

  /// A DNS-1123 label: it becomes a Job's name, a metric's label, a folder.
  static let name = text(
    "a name in small letters, digits and hyphens", example: "my-documents",
    pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"
  ) { text throws(Flaw) in
    guard text.wholeMatch(of: /[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?/) != nil else {
      throw Flaw(
        .badFormat, "must be a name of at most 63 small letters, digits and hyphens, with no hyphen at its ends",
        hint: "for example my-documents")
    }
  }

  /// An address of HTTP, without a password in it.
  static let url = text("an http or https address", example: "https://host/v1", pattern: "^https?://[^@]+$") {
    text throws(Flaw) in
    guard !text.contains("@") else {
      throw Flaw(
        .literalSecret, "must not hold a user or password", hint: "give the key as { fromEnv: NAME }", showsValue: false
      )
    }
    guard text.wholeMatch(of: /https?:\/\/[^\s\/]+(\/\S*)?/) != nil else {
      throw Flaw(.badFormat, "must be an http or https address", hint: "for example https://host/v1")
    }
  }

  /// A path, made absolute: a relative one starts at the pipeline file's folder.
  static let path = Form.scalar(
    "a path", kinds: [.text], example: "./documents", schema: [.init("type", "string")],
    parse: { text, reading throws(Flaw) in try reading.absolute(text) },
    write: { .escaped($0) })
}

extension Reading {
  func absolute(_ path: String) throws(Flaw) -> String {
    guard !path.isEmpty else { throw Flaw(.badFormat, "must be a path", hint: "write . for this folder") }
    guard !path.unicodeScalars.contains("\0") else { throw Flaw(.badFormat, "must be a path", hint: "remove the NUL") }
    guard path != "~", !path.hasPrefix("~/") else {
      throw Flaw(.badFormat, "must be a path without ~", hint: "write ${HOME} instead")
    }
    return path.absolute(below: folder)
  }
}

extension String {
  /// The path below a folder unless it is absolute. `..` stays: what it means depends on links.
  func absolute(below folder: String) -> String {
    let parts = (hasPrefix("/") ? self : "\(folder)/\(self)").split(separator: "/").filter { $0 != "." }
    return "/" + parts.joined(separator: "/")
  }
}

extension Tree {
  /// Text that means itself where variables are expanded.
  static func escaped(_ text: String) -> Tree {
    .text(text.split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$"))
  }
}
