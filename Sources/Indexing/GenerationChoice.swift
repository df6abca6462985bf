/// Which generation a run feeds: a pure decision over what is there and what the pipeline file asks for.
package enum GenerationChoice: Hashable, Sendable {
  /// Go on with this one, live or still building.
  case feed(Generation)
  /// Build a new one beside the live one, if any.
  case create

  /// - Parameter force: build a new one even if the live one would do (`quern reindex`).
  package init(wanted: GenerationFingerprints, among generations: [Generation], force: Bool = false) {
    if let building = generations.last(where: { $0.state == .building && $0.fingerprints == wanted }) {
      self = .feed(building)
    } else if !force, let live = generations.last(where: { $0.state == .live && $0.fingerprints == wanted }) {
      self = .feed(live)
    } else {
      self = .create
    }
  }

  /// Generations that nobody will finish: building or sealed, but not what the file asks for any more.
  package func abandoned(among generations: [Generation]) -> [Generation] {
    generations.filter { other in
      guard other.state == .building else { return false }
      if case .feed(let chosen) = self { return chosen.id != other.id }
      return true
    }
  }
}
