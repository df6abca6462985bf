/// A token bucket seen from its other side: what was taken and has not grown back.
///
/// A full bucket is zero whatever its size, so a new endpoint needs no set-up and a changed limit no conversion.
struct RateMeter: Sendable, Codable, Hashable {
  /// What a full bucket has more than this one; beyond the bucket's size it is a debt.
  private(set) var missing = 0.0
  /// When that was so.
  private(set) var at = 0.0

  var isFinite: Bool { missing.isFinite && at.isFinite }

  /// Seconds until an amount may be taken; 0 for now. What is larger than the bucket waits until it is full.
  func wait(for amount: Double, perMinute: Int, now: Double) -> Double {
    guard perMinute > 0 else { return 0 }
    let limit = Limit(perMinute)
    let wait = (missing(limit, now) + min(amount, limit.bucket) - limit.bucket) / limit.perSecond
    // No timer is as fine as that, and sums of fractions are not exact.
    return wait < 0.001 ? 0 : wait
  }

  mutating func take(_ amount: Double, perMinute: Int, now: Double) {
    guard perMinute > 0 else { return }
    missing = missing(Limit(perMinute), now) + amount
    at = now
  }

  /// What is missing now. A number that no event can have written, such as one from the future, reads as a full bucket.
  private func missing(_ limit: Limit, _ now: Double) -> Double {
    let elapsed = now - at
    guard missing > 0, elapsed > -1 else { return 0 }
    let debt = min(missing, limit.bucket + limit.perSecond * EndpointState.horizon)
    return max(0, debt - max(0, elapsed) * limit.perSecond)
  }

  private struct Limit {
    let perSecond: Double
    /// A tenth of a minute's worth, or one.
    let bucket: Double

    init(_ perMinute: Int) {
      perSecond = Double(perMinute) / 60
      bucket = max(1, Double(perMinute) / 10)
    }
  }
}
