import Indexing

/// When to try again what could not be opened: soon, then less and less often, and at once when it changed.
struct FollowPatience {
  private static let first = Duration.milliseconds(250)
  private static let longest = Duration.seconds(30)

  private var subject: (generation: Int, revision: Int)?
  private var wait = first
  private var until: ContinuousClock.Instant?

  func allows(_ generation: Generation, at now: ContinuousClock.Instant) -> Bool {
    guard let subject, let until, subject == (generation.id, generation.revision) else { return true }
    return now >= until
  }

  mutating func failed(_ generation: Generation, at now: ContinuousClock.Instant) {
    let isSame = subject.map { $0 == (generation.id, generation.revision) } ?? false
    wait = isSame ? min(wait * 2, Self.longest) : Self.first
    subject = (generation.id, generation.revision)
    until = now + wait
  }
}
