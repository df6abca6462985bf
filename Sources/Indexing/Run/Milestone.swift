/// A point in a run that is reached once, whichever worker gets there.
package enum Milestone: Hashable, Sendable {
  /// It is settled which generations the run feeds.
  case planned
  /// The sources are listed.
  case discovered
  /// Nothing of a stage is left for a generation, in nobody's hands either.
  case finished(Stage, generation: Int)
  /// What is complete is searchable, and the books are closed.
  case published
}

extension Milestone: LosslessStringConvertible {
  package var description: String {
    switch self {
    case .planned: "planned"
    case .discovered: "discovered"
    case .published: "published"
    case .finished(let stage, let generation): "\(stage.rawValue) \(generation)"
    }
  }

  package init?(_ description: String) {
    switch description {
    case "planned": self = .planned
    case "discovered": self = .discovered
    case "published": self = .published
    default:
      let words = description.split(separator: " ")
      guard words.count == 2, let stage = Stage(rawValue: String(words[0])), let generation = Int(words[1]) else {
        return nil
      }
      self = .finished(stage, generation: generation)
    }
  }
}
