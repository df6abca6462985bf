/// The time by which the other side must have answered. The time a laptop sleeps does not count.
struct Deadline {
  static let never = Deadline(instant: nil)

  private let instant: SuspendingClock.Instant?

  private init(instant: SuspendingClock.Instant?) { self.instant = instant }

  init(in duration: Duration) { instant = .now + duration }

  /// What is left, rounded up, as poll(2) wants it: -1 for ever, 0 when it has passed.
  var milliseconds: Int32 {
    guard let instant else { return -1 }
    let left = instant - .now
    guard left > .zero else { return 0 }
    guard left < .seconds(1_000_000) else { return .max }
    return Int32(clamping: Int64((left / .milliseconds(1)).rounded(.up)))
  }
}
