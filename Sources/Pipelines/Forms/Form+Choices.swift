extension Form where Value == Bool {
  static let bool = scalar(
    "true or false", kinds: [.bool], example: "true", schema: [.init("type", "boolean")],
    parse: { text, _ throws(Flaw) in
      switch text {
      case "true", "True", "TRUE": true
      case "false", "False", "FALSE": false
      default: throw Flaw(.wrongType, "must be true or false", hint: "write true or false")
      }
    },
    write: { .bool($0) })
}

extension Form where Value == String {
  /// One of some words.
  static func choice(of words: [String]) -> Form {
    .scalar(
      words.asChoice, kinds: [.text], example: words.first ?? "",
      schema: [.init("enum", .list(words.map { .text($0) }))],
      parse: { text, _ throws(Flaw) in
        guard words.contains(text) else { throw .unknown(text, among: words) }
        return text
      },
      write: { .text($0) })
  }
}

extension Form where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the cases of an enumeration.
  static var choice: Form {
    let word = Form<String>.choice(of: Value.allCases.map(\.rawValue))
    return Form(
      read: { node, reading in word.read(node, &reading).flatMap(Value.init(rawValue:)) },
      write: { .text($0.rawValue) },
      shape: word.shape)
  }
}

extension [String] {
  fileprivate var asChoice: String { count == 1 ? self[0] : "one of \(joined(separator: ", "))" }
}

extension Flaw {
  static func unknown(_ text: String, among words: [String]) -> Flaw {
    let guess = Spelling.nearest(to: text, among: words)
    return Flaw(
      .unknownValue, "must be \(words.asChoice)",
      hint: guess.map { "did you mean \"\($0)\"?" } ?? "choose one of them")
  }
}
