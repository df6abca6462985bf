import PostgresStore
import Testing

@Suite struct StatementCacheTests {
  @Test func `the statement used longest ago goes first`() {
    var cache = StatementCache<Int>(capacity: 3)
    for (sql, statement) in [("a", 1), ("b", 2), ("c", 3)] {
      #expect(cache.evict() == nil)
      cache.insert(statement, for: sql)
    }
    #expect(cache.find("a") == 1)
    #expect(cache.evict() == 2)
    cache.insert(4, for: "d")
    #expect(cache.find("b") == nil)
    #expect(cache.find("c") == 3)
    #expect(cache.evict() == 1)
  }
}
