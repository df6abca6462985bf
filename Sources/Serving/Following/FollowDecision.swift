import Indexing

/// What a look at the catalogue asks of a server: a pure decision.
struct FollowDecision: Hashable {
  /// The generation to take over now; nil if the live index is what the catalogue says, or if nothing is live there.
  var adopt: Generation?
  /// What waits for its promotion, and is to be had ready.
  var prefetch: Generation?

  /// - Parameter live: generation and revision that are served.
  /// - Parameter ready: generation and revision that wait, opened.
  init(live: Generation?, ready: Generation?, catalogue generations: [Generation]) {
    let wanted = generations.last { $0.state == .live && $0.revision > 0 }
    adopt = wanted.flatMap { $0.id == live?.id && $0.revision == live?.revision ? nil : $0 }
    let sealed = generations.last { $0.state == .sealed && $0.revision > 0 && $0.id != wanted?.id }
    prefetch = sealed.flatMap { $0.id == ready?.id && $0.revision == ready?.revision ? nil : $0 }
  }
}
