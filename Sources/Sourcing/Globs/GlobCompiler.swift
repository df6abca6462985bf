import Corpus

/// Turns a pattern into steps.
struct GlobCompiler {
  private static let maxCharacters = 4_096
  private static let maxDepth = 32

  private let pattern: String
  private let characters: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private var steps: [Glob.Step] = []

  init(_ pattern: String) {
    self.pattern = pattern
    var pattern = pattern[...]
    while let start = ["./", "/"].first(where: { pattern.hasPrefix($0) }) { pattern.removeFirst(start.count) }
    characters = Array((pattern.hasSuffix("/") ? pattern + "**" : pattern).unicodeScalars)
  }

  mutating func compile() throws(Failure) -> [Glob.Step] {
    guard characters.count <= Self.maxCharacters else {
      throw failure("is longer than \(Self.maxCharacters) characters")
    }
    guard !characters.isEmpty else { throw failure("is empty") }
    try sequence()
    steps.append(.end)
    return steps
  }

  /// Up to the end of the pattern, or to the comma or brace that ends an alternative.
  private mutating func sequence() throws(Failure) {
    while let character = peek {
      if depth > 0, character == "," || character == "}" { return }
      position += 1
      switch character {
      case "*": stars()
      case "?": steps.append(.anyInName)
      case "[": try set()
      case "{": try alternatives()
      case "\\": steps.append(.character(try escaped().value))
      default: steps.append(.character(character.value))
      }
    }
  }

  private mutating func stars() {
    let start = position - 1
    while peek == "*" { position += 1 }
    let opensName = start == 0 || ["/", "{", ","].contains(characters[start - 1])
    guard position - start > 1, opensName, peek == nil || ["/", "}", ","].contains(peek) else {
      loop(.anyInName)
      return
    }
    guard peek == "/" else {
      loop(.any)
      return
    }
    // `**/` is any number of folders, each with its slash: (.*/)?
    position += 1
    let split = reserve()
    loop(.any)
    steps.append(.character(PathCharacters.slash))
    steps[split] = .split(split + 1, steps.count)
  }

  private mutating func loop(_ step: Glob.Step) {
    let start = steps.count
    steps += [.split(start + 1, start + 3), step, .jump(start)]
  }

  private mutating func alternatives() throws(Failure) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maxDepth else { throw failure("nests braces too deep") }
    var ends: [Int] = []
    while true {
      let split = reserve()
      try sequence()
      guard let closing = peek else { throw failure("has a { without its }") }
      position += 1
      ends.append(reserve())
      steps[split] = closing == "," ? .split(split + 1, steps.count) : .jump(split + 1)
      if closing == "}" { break }
    }
    for end in ends { steps[end] = .jump(steps.count) }
  }

  private mutating func set() throws(Failure) {
    let negated = peek == "!" || peek == "^"
    if negated { position += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    while let character = peek, character != "]" || ranges.isEmpty {
      position += 1
      let first = character == "\\" ? try escaped() : character
      var last = first
      if peek == "-", position + 1 < characters.count, characters[position + 1] != "]" {
        position += 1
        let character = characters[position]
        position += 1
        last = character == "\\" ? try escaped() : character
      }
      guard first <= last else { throw failure("has a range that runs backwards") }
      ranges.append(first.value...last.value)
    }
    guard peek == "]" else { throw failure("has a [ without its ]") }
    position += 1
    steps.append(.oneOf(ranges, negated: negated))
  }

  private var peek: Unicode.Scalar? { position < characters.count ? characters[position] : nil }

  private mutating func escaped() throws(Failure) -> Unicode.Scalar {
    guard let character = peek else { throw failure("ends in a backslash") }
    position += 1
    return character
  }

  /// A place for a step that is known later.
  private mutating func reserve() -> Int {
    steps.append(.end)
    return steps.count - 1
  }

  private func failure(_ problem: String) -> Failure {
    Failure(
      "source.glob", pattern, "\(problem), so it is no pattern",
      remedy: "put a backslash before what is meant as it stands",
      verdict: .stop(.configuration))
  }
}
