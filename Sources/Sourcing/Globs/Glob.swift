package import Corpus

/// A pattern for paths below a root: `*`, `?`, `[a-z]`, `[!a-z]`, `{a,b}` within a name, and `**` across folders.
///
/// It matches whole paths, without a leading slash; case counts, and a leading dot is nothing special. A backslash
/// takes the meaning from what follows it. `**` between slashes stands for any number of folders, none included; a
/// pattern that ends in a slash means everything below.
///
/// Matching follows all alternatives at once (Thompson, "Regular Expression Search Algorithm", 1968): its time is at
/// most the length of the path times that of the pattern, whatever they are.
package struct Glob: Hashable, Sendable {
  package let pattern: String
  let steps: [Step]

  /// One step of the compiled pattern; jumps go to absolute places.
  enum Step: Hashable, Sendable {
    case character(UInt32)
    case oneOf([ClosedRange<UInt32>], negated: Bool)
    case anyInName
    case any
    case split(Int, Int)
    case jump(Int)
    case end
  }

  /// - Throws: ``Corpus/Failure`` `source.glob` when the pattern is not closed, too long or nested too deep.
  package init(_ pattern: String) throws(Failure) {
    self.pattern = pattern
    var compiler = GlobCompiler(pattern)
    steps = try compiler.compile()
  }

  package func matches(_ path: String) -> Bool { matches(PathCharacters(Array(path.utf8))) }

  func matches(_ path: PathCharacters) -> Bool {
    var now = StepSet(count: steps.count)
    var next = StepSet(count: steps.count)
    now.insert(0, of: steps)
    for character in path.characters {
      for place in now.places where steps[place].accepts(character) { next.insert(place + 1, of: steps) }
      if next.places.isEmpty { return false }
      swap(&now, &next)
      next.removeAll()
    }
    return now.places.contains { steps[$0] == .end }
  }
}

extension Glob.Step {
  fileprivate func accepts(_ character: UInt32) -> Bool {
    switch self {
    case .character(let wanted): character == wanted
    case .any: true
    case .anyInName: character != PathCharacters.slash
    case .oneOf(let ranges, let negated):
      character != PathCharacters.slash && ranges.contains { $0.contains(character) } != negated
    case .split, .jump, .end: false
    }
  }
}

/// The steps that a match has reached, each once.
private struct StepSet {
  /// Those that take a character, or are the end.
  private(set) var places: [Int] = []
  private var visited: [Int] = []
  private var isVisited: [Bool]

  init(count: Int) { isVisited = [Bool](repeating: false, count: count) }

  /// Adds a step, or where it leads to without taking a character.
  mutating func insert(_ place: Int, of steps: [Glob.Step]) {
    var next = visited.count
    visit(place)
    while next < visited.count {
      let place = visited[next]
      next += 1
      switch steps[place] {
      case .jump(let target): visit(target)
      case .split(let first, let second):
        visit(first)
        visit(second)
      default: places.append(place)
      }
    }
  }

  mutating func removeAll() {
    for place in visited { isVisited[place] = false }
    visited.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }

  private mutating func visit(_ place: Int) {
    if isVisited[place] { return }
    isVisited[place] = true
    visited.append(place)
  }
}
