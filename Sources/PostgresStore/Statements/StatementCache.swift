/// The statements a session has prepared, by their text; the one used longest ago goes first.
package struct StatementCache<Prepared> {
  private let capacity: Int
  private var entries: [String: (statement: Prepared, lastUse: Int)] = [:]
  private var uses = 0

  package init(capacity: Int) { self.capacity = capacity }

  /// The statement, which is thereby used.
  package mutating func find(_ sql: String) -> Prepared? {
    guard let index = entries.index(forKey: sql) else { return nil }
    uses += 1
    entries.values[index].lastUse = uses
    return entries.values[index].statement
  }

  /// The statement to close before another one fits in; nil while there is room.
  package mutating func evict() -> Prepared? {
    guard entries.count >= capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
      return nil
    }
    return entries.removeValue(forKey: oldest.key)?.statement
  }

  package mutating func insert(_ statement: Prepared, for sql: String) {
    uses += 1
    entries[sql] = (statement, uses)
  }
}
