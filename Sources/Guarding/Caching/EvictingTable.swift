/// A table of bounded size that forgets what is old, and of the rest what is asked for least.
///
/// S3-FIFO (Yang et al., FIFO queues are all you need for cache eviction, SOSP 2023), with bytes for objects: what is
/// new queues in a tenth of the room, and only what is asked for twice while it is there moves to the rest, so a
/// flood of questions that are asked once does not wash out what is asked every day. A hit moves nothing.
/// It has no clock. Every operation takes constant time, evictions spread over the insertions that cause them.
struct EvictingTable<Value> {
  private struct Entry {
    /// None once it was replaced by one that is too large.
    var value: Value?
    var cost: Int
    var expiry: ContinuousClock.Instant
    var hits: UInt8 = 0
    var isMain: Bool
  }

  /// What an entry takes besides its value: its places in a table and a queue, both half empty, and its ghost's.
  static var overhead: Int { 320 }

  let capacity: Int
  private var entries: [CacheKey: Entry] = [:]
  private var small = EvictionQueue<CacheKey>()
  private var main = EvictionQueue<CacheKey>()
  private var smallCost = 0
  private var mainCost = 0
  /// Keys that lately left the small queue unasked for. Each counts once, by a number that grows.
  private var ghosts: [CacheKey: Int] = [:]
  private var ghostQueue = EvictionQueue<(key: CacheKey, number: Int)>()
  private var ghostNumber = 0

  /// - Parameter capacity: bytes.
  init(capacity: Int) { self.capacity = capacity }

  var count: Int { entries.count }
  /// Bytes, those of the bookkeeping included.
  var cost: Int { smallCost + mainCost }

  /// The value of a key, unless it is too old.
  mutating func value(for key: CacheKey, now: ContinuousClock.Instant) -> Value? {
    guard let index = entries.index(forKey: key), entries.values[index].expiry > now else { return nil }
    if entries.values[index].hits < 3 { entries.values[index].hits += 1 }
    return entries.values[index].value
  }

  /// Keeps a value, unless it takes more than a quarter of all the room.
  mutating func insert(_ value: Value, cost: Int, for key: CacheKey, expiry: ContinuousClock.Instant) {
    let isTooLarge = cost + Self.overhead > capacity / 4
    let cost = (isTooLarge ? 0 : cost) + Self.overhead
    if let index = entries.index(forKey: key) {
      // It keeps its place, so that every key is in one queue once.
      add(cost - entries.values[index].cost, isMain: entries.values[index].isMain)
      entries.values[index].value = isTooLarge ? nil : value
      entries.values[index].cost = cost
      entries.values[index].expiry = expiry
    } else if !isTooLarge {
      let isMain = ghosts.removeValue(forKey: key) != nil
      entries[key] = Entry(value: value, cost: cost, expiry: expiry, isMain: isMain)
      add(cost, isMain: isMain)
      if isMain { main.append(key) } else { small.append(key) }
    }
    while self.cost > capacity { evict() }
  }

  private mutating func add(_ cost: Int, isMain: Bool) {
    if isMain { mainCost += cost } else { smallCost += cost }
  }

  private mutating func evict() {
    if smallCost > capacity / 10 || mainCost == 0 { evictSmall() } else { evictMain() }
  }

  private mutating func evictSmall() {
    guard let key = small.popFirst(), let entry = entries[key] else { return }
    smallCost -= entry.cost
    if entry.hits > 1 {
      mainCost += entry.cost
      entries[key]?.isMain = true
      entries[key]?.hits = 0
      main.append(key)
    } else {
      entries[key] = nil
      remember(key)
    }
  }

  private mutating func evictMain() {
    guard let key = main.popFirst(), let entry = entries[key] else { return }
    if entry.hits > 0 {
      entries[key]?.hits -= 1
      main.append(key)
    } else {
      mainCost -= entry.cost
      entries[key] = nil
    }
  }

  /// As many ghosts as there are entries.
  private mutating func remember(_ key: CacheKey) {
    ghostNumber += 1
    ghosts[key] = ghostNumber
    ghostQueue.append((key, ghostNumber))
    while ghostQueue.count > max(entries.count, 16), let oldest = ghostQueue.popFirst() {
      if ghosts[oldest.key] == oldest.number { ghosts[oldest.key] = nil }
    }
  }
}
