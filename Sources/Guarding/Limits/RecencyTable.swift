/// A table of so many entries at the most; a new one takes the place of the one that was used longest ago.
///
/// Every operation takes constant time: the entries are linked in the order of their use.
struct RecencyTable<Key: Hashable, Value> {
  private struct Entry {
    var key: Key
    var value: Value
    /// Towards the one used next after it.
    var newer: Int
    var older: Int
  }

  private static var none: Int { -1 }

  let capacity: Int
  private var places: [Key: Int] = [:]
  private var entries: [Entry] = []
  private var newest = none
  private var oldest = none

  init(capacity: Int) { self.capacity = max(1, capacity) }

  var count: Int { entries.count }

  /// Changes the value of a key, or of a new one.
  mutating func update<Result>(_ key: Key, default value: Value, _ body: (inout Value) -> Result) -> Result {
    let place = places[key] ?? insert(key, value)
    if place != newest {
      unlink(place)
      link(place)
    }
    return body(&entries[place].value)
  }

  private mutating func insert(_ key: Key, _ value: Value) -> Int {
    let place: Int
    if entries.count < capacity {
      place = entries.count
      entries.append(Entry(key: key, value: value, newer: Self.none, older: Self.none))
      link(place)
    } else {
      place = oldest
      places[entries[place].key] = nil
      entries[place].key = key
      entries[place].value = value
    }
    places[key] = place
    return place
  }

  private mutating func unlink(_ place: Int) {
    let (newer, older) = (entries[place].newer, entries[place].older)
    if newer == Self.none { newest = older } else { entries[newer].older = older }
    if older == Self.none { oldest = newer } else { entries[older].newer = newer }
  }

  private mutating func link(_ place: Int) {
    entries[place].newer = Self.none
    entries[place].older = newest
    if newest == Self.none { oldest = place } else { entries[newest].newer = place }
    newest = place
  }
}
