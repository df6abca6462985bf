import Fixtures
import Guarding
import Synchronization
import Testing

@Suite struct LocalRateLimiterTests {
  @Test func `each client has a budget of its own`() {
    let limiter = LocalRateLimiter(TokenBucket(perMinute: 60, burst: 1), now: { 0 })
    #expect(isAllowed(limiter.take(client: "a")))
    #expect(!isAllowed(limiter.take(client: "a")))
    #expect(isAllowed(limiter.take(client: "b")))
  }

  @Test func `of too many clients, those seen longest ago are forgotten`() {
    let limiter = LocalRateLimiter(TokenBucket(perMinute: 1, burst: 1), clients: 3, now: { 0 })
    for client in ["a", "b", "c"] { #expect(isAllowed(limiter.take(client: client))) }
    // Being refused counts as being seen: it does not pay to insist.
    #expect(!isAllowed(limiter.take(client: "a")))
    #expect(isAllowed(limiter.take(client: "d")))
    #expect(!isAllowed(limiter.take(client: "a")))
    #expect(!isAllowed(limiter.take(client: "c")))
    #expect(isAllowed(limiter.take(client: "b")))
    #expect(isAllowed(limiter.take(client: "d")))
  }

  @Test func `many clients at once are counted exactly`() async {
    let limiter = LocalRateLimiter(TokenBucket(perMinute: 1, burst: 25), now: { 0 })
    let allowed = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<400).count { isAllowed(limiter.take(client: "\($0 % 10)")) } }
      }
      return await group.reduce(0, +)
    }
    #expect(allowed == 250)
  }

  @Test(arguments: 0..<20)
  func `the table of clients is that of a plain list in the order of use`(round: Int) {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    let capacity = Int.random(in: 1...8, using: &random)
    let limiter = LocalRateLimiter(TokenBucket(perMinute: 1, burst: 2), clients: capacity, now: { 0 })
    var plain: [(client: String, taken: Int)] = []
    for _ in 0..<500 {
      let client = String(Int.random(in: 0..<12, using: &random))
      var taken = 0
      if let index = plain.firstIndex(where: { $0.client == client }) {
        taken = plain.remove(at: index).taken
      } else if plain.count == capacity {
        plain.removeFirst()
      }
      #expect(isAllowed(limiter.take(client: client)) == (taken < 2), "seed \(seed)")
      plain.append((client, min(taken + 1, 2)))
    }
  }
}
