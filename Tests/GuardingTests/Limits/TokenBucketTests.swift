import Fixtures
import Guarding
import Testing

@Suite struct TokenBucketTests {
  @Test func `a full bucket gives its burst, and then one request each interval`() {
    let bucket = TokenBucket(perMinute: 60, burst: 3)
    var full = 0
    #expect(bucket.take(&full, now: 5_000_000) == .allowed(remaining: 2))
    #expect(bucket.take(&full, now: 5_000_000) == .allowed(remaining: 1))
    #expect(bucket.take(&full, now: 5_000_000) == .allowed(remaining: 0))
    #expect(bucket.take(&full, now: 5_000_000) == .limited(retryAfterSeconds: 1))
    #expect(bucket.take(&full, now: 5_999_999) == .limited(retryAfterSeconds: 1))
    #expect(bucket.take(&full, now: 6_000_000) == .allowed(remaining: 0))
    #expect(bucket.take(&full, now: 6_000_001) == .limited(retryAfterSeconds: 1))
    #expect(bucket.take(&full, now: 60_000_000) == .allowed(remaining: 2))
  }

  @Test(arguments: [(1, nil, 60), (1, 1, 60), (2, 1, 30), (7, 1, 9), (600, nil, 1), (0, 0, 60), (-5, -5, 60)])
  func `who is limited hears when it is worth another try`(perMinute: Int, burst: Int?, seconds: Int) {
    let bucket = TokenBucket(perMinute: perMinute, burst: burst)
    var full = 0
    var decision = RateDecision.allowed(remaining: 0)
    for _ in 0...60 where decision == .allowed(remaining: 0) || full == 0 || isAllowed(decision) {
      decision = bucket.take(&full, now: 1_000_000)
    }
    #expect(decision == .limited(retryAfterSeconds: seconds))
    #expect(isAllowed(bucket.take(&full, now: 1_000_000 + seconds * 1_000_000)))
  }

  @Test func `a clock that is set back costs no more than an empty bucket`() {
    let bucket = TokenBucket(perMinute: 60, burst: 2)
    var full = 900_000_000_000
    #expect(bucket.take(&full, now: 1_000_000) == .limited(retryAfterSeconds: 1))
    #expect(bucket.take(&full, now: 900_000_000_000 - 1_000_000) == .allowed(remaining: 0))
  }

  @Test(arguments: 0..<40)
  func `no span of time sees more than the rate and a burst, and nobody who keeps to it is limited`(round: Int) {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    let perMinute = Int.random(in: 1...5_000, using: &random)
    let burst = Int.random(in: 1...50, using: &random)
    let bucket = TokenBucket(perMinute: perMinute, burst: burst)
    var (full, now) = (0, Int.random(in: 0...1_000_000_000, using: &random))
    var allowed: [Int] = []
    for _ in 0..<2_000 {
      now += Int.random(in: 0...(90_000_000 / perMinute), using: &random)
      if isAllowed(bucket.take(&full, now: now)) { allowed.append(now) }
    }
    for start in stride(from: 0, to: allowed.count, by: 7) {
      for end in stride(from: start, to: allowed.count, by: 11) {
        let most = Double(burst) + Double(allowed[end] - allowed[start]) * Double(perMinute) / 60_000_000
        #expect(Double(end - start + 1) <= most + 0.001, "seed \(seed)")
      }
    }
    // Twice the interval is enough for anybody.
    for _ in 0..<100 {
      now += 120_000_000 / perMinute + 2
      #expect(isAllowed(bucket.take(&full, now: now)), "seed \(seed)")
    }
  }
}

func isAllowed(_ decision: RateDecision) -> Bool {
  if case .allowed = decision { true } else { false }
}
