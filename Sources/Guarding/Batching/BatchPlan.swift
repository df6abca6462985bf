/// When what is asked for becomes a batch.
///
/// With nothing at work, at once, alone if need be. While a batch is at work, what comes is collected: until that one
/// is done, until there is a full batch, or until the first has waited long enough; the last two as long as no more
/// than `width` are at work, as then more batches would only wait elsewhere.
struct BatchPlan: Sendable {
  enum Action: Hashable, Sendable {
    case start([Int])
    /// Ask again then.
    case wake(ContinuousClock.Instant)
    case nothing
  }

  let window: Duration
  let size: Int
  let width: Int
  private var waiting: [(id: Int, since: ContinuousClock.Instant)] = []
  private var running = 0

  init(window: Duration, size: Int, width: Int) {
    self.window = window
    self.size = max(1, size)
    self.width = max(1, width)
  }

  mutating func arrive(_ id: Int, _ now: ContinuousClock.Instant) { waiting.append((id, now)) }

  mutating func withdraw(_ id: Int) { waiting.removeAll { $0.id == id } }

  mutating func finish() { running -= 1 }

  /// What is to be done now; asked after every event, until it is not a start.
  mutating func next(_ now: ContinuousClock.Instant) -> Action {
    guard let first = waiting.first, running < width else { return .nothing }
    let end = first.since + window
    guard running == 0 || waiting.count >= size || now >= end else { return .wake(end) }
    running += 1
    defer { waiting.removeFirst(min(size, waiting.count)) }
    return .start(waiting.prefix(size).map(\.id))
  }
}
