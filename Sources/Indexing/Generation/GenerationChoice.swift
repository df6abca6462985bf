/// Which generations a run feeds: a pure decision over what is there and what the pipeline file asks for.
package struct GenerationChoice: Hashable, Sendable {
  /// The generation that the file asks for; nil if it has to be created.
  package var wanted: Generation?
  /// What searches see or will see besides: the live generation, and a sealed one that waits for its promotion.
  package var others: [Generation]
  /// Generations that nobody will finish: building, but not what the file asks for any more.
  package var abandoned: [Generation]

  /// - Parameter force: build a new one even if the live one would do (`quern reindex`).
  package init(wanted fingerprints: GenerationFingerprints, among generations: [Generation], force: Bool = false) {
    let isUnfinished = { (generation: Generation) in [.building, .sealed].contains(generation.state) }
    let matching = generations.filter { $0.fingerprints == fingerprints }
    let wanted = matching.last(where: isUnfinished) ?? (force ? nil : matching.last { $0.state == .live })
    self.wanted = wanted
    others = generations.filter { [.live, .sealed].contains($0.state) && $0.id != wanted?.id }
    abandoned = generations.filter { $0.state == .building && $0.id != wanted?.id }
  }
}
