import Fixtures
import Guarding
import Synchronization
import Testing

@Suite struct MemoryCacheTests {
  private func key(_ number: Int) -> CacheKey { CacheKey(["number": String(number)]) }

  @Test func `a value is good for its lifetime, and a new one starts anew`() {
    let clock = Mutex(ContinuousClock.now)
    let cache = MemoryCache<Int>(capacity: 20_000, lifetime: .seconds(10), now: { clock.withLock { $0 } })
    cache.insert(1, cost: 8, for: key(1))
    clock.withLock { $0 += .seconds(9) }
    #expect(cache.value(for: key(1)) == 1)
    clock.withLock { $0 += .seconds(1) }
    #expect(cache.value(for: key(1)) == nil)
    cache.insert(2, cost: 8, for: key(1))
    clock.withLock { $0 += .seconds(9) }
    #expect(cache.value(for: key(1)) == 2)
    #expect(cache.count == 1)
  }

  @Test func `a value that is too large is not kept, and takes away the one it replaces`() {
    let cache = MemoryCache<String>(capacity: 20_000, lifetime: .seconds(10))
    cache.insert("small", cost: 10, for: key(1))
    cache.insert("large", cost: 5_000, for: key(1))
    #expect(cache.value(for: key(1)) == nil)
    cache.insert("large", cost: 5_000, for: key(2))
    #expect(cache.value(for: key(2)) == nil)
    #expect(cache.cost < 1_000)
  }

  @Test func `what is asked for again survives a flood of what is not`() {
    let cache = MemoryCache<Int>(capacity: 100_000, lifetime: .seconds(1_000))
    for number in 0..<100 { cache.insert(number, cost: 100, for: key(number)) }
    for _ in 0..<3 { for number in 0..<100 { #expect(cache.value(for: key(number)) == number) } }
    for number in 100..<10_000 { cache.insert(number, cost: 100, for: key(number)) }
    #expect((0..<100).count { cache.value(for: key($0)) == $0 } == 100)
    #expect(cache.cost <= 100_000)
  }

  @Test(arguments: [0, 1, 319, 700, 5_000, 100_000, 40 << 20])
  func `there is never more in it than may be, and never anything wrong`(capacity: Int) {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    let cache = MemoryCache<[Int]>(capacity: capacity, lifetime: .seconds(1_000))
    var last: [Int: Int] = [:]
    var hits = 0
    for step in 0..<20_000 {
      let number = Int.random(in: 0..<300, using: &random)
      if Bool.random(using: &random) {
        cache.insert([number, step], cost: Int.random(in: 0...(capacity / 20 + 10), using: &random), for: key(number))
        last[number] = step
      } else if let value = cache.value(for: key(number)) {
        hits += 1
        #expect(value == [number, last[number] ?? -1], "seed \(seed)")
      }
      if cache.cost > capacity { Issue.record("\(cache.cost) bytes in \(capacity), seed \(seed)") }
    }
    #expect(hits > 0 || capacity < 5_000, "seed \(seed)")
  }

  @Test func `many threads may use it at once`() async {
    let cache = MemoryCache<Int>(capacity: 1 << 20, lifetime: .seconds(1_000))
    let keys = (0..<2_000).map(key)
    let wrong = await withTaskGroup(of: Int.self) { group in
      for worker in 0..<8 {
        group.addTask {
          var wrong = 0
          for step in 0..<5_000 {
            let number = (step * 31 + worker * 17) % keys.count
            if let value = cache.value(for: keys[number]), value != number { wrong += 1 }
            cache.insert(number, cost: 8, for: keys[number])
          }
          return wrong
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
    #expect(cache.count > 0)
  }
}
