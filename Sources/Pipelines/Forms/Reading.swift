/// One pass over a file: what it needs to know, where it is, and what it found wrong so far.
struct Reading {
  /// The file as the user named it.
  let file: String
  let kind: FileKind
  /// The absolute folder that relative paths start at.
  let folder: String
  let environment: [String: String]
  private(set) var problems: [Problem] = []
  /// Dotted paths with a problem, so that no check builds on a value that stands in for a bad one.
  private var flawed: [String] = []
  private var path = ""

  init(file: String, kind: FileKind, folder: String, environment: [String: String]) {
    self.file = file
    self.kind = kind
    self.folder = folder
    self.environment = environment
  }

  /// The dotted path of the value being read: `spec.sources[0].path`.
  var subject: String { path.isEmpty ? "the file" : path }

  mutating func note(_ code: Problem.Code, at place: Place, _ message: String, hint: String) {
    flawed.append(path)
    problems.append(Problem(file: file, place: place, code: code, message: message, hint: hint))
  }

  /// Whether nothing at or below a path has a problem.
  func isSound(_ path: String) -> Bool {
    !flawed.contains { $0 == path || $0.hasPrefix("\(path).") || $0.hasPrefix("\(path)[") }
  }

  /// Reads what is below a step of the path: a key, or a number in brackets.
  mutating func below<Result>(_ step: String, _ body: (inout Reading) -> Result) -> Result {
    let outer = path
    defer { path = outer }
    path = outer.isEmpty || step.hasPrefix("[") ? outer + step : "\(outer).\(step)"
    return body(&self)
  }

  /// The members of a mapping; anything else is noted.
  mutating func members(of node: Node) -> [Node.Member]? {
    if node.members == nil { noteType(of: node, words: "a mapping of keys and values", hint: "write keys below it") }
    return node.members
  }

  mutating func noteType(of node: Node, words: String, hint: String) {
    note(.wrongType, at: node.place, "\(subject) must be \(words), not \(node.described)", hint: hint)
  }
}

extension Node {
  /// What was typed, in a message: as typed, so that nothing a variable expands to is shown.
  var described: String {
    switch content {
    case .list: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar):
      switch scalar.kind {
      case .null: "an empty value"
      case .bool, .number: scalar.text
      case .text: scalar.text.quoted
      }
    }
  }
}
