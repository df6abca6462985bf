/// Those who wait for something that is all given out, in order of arrival.
struct WaitingLine<Thing: Sendable> {
  typealias Turn = CheckedContinuation<Thing, any Error>

  private var turns: [Int: Turn] = [:]
  private var first = 0
  private var last = 0

  /// How many wait now.
  var count: Int { turns.count }

  /// The place of a newcomer.
  mutating func place() -> Int {
    defer { last += 1 }
    return last
  }

  mutating func wait(at place: Int, _ turn: Turn) { turns[place] = turn }

  /// Ends the wait at a place, if it has not been served.
  mutating func leave(_ place: Int) {
    turns.removeValue(forKey: place)?.resume(throwing: CancellationError())
  }

  /// Gives the thing to whoever waits longest; false if nobody does.
  mutating func serve(_ thing: Thing) -> Bool {
    while first < last {
      defer { first += 1 }
      if let turn = turns.removeValue(forKey: first) {
        turn.resume(returning: thing)
        return true
      }
    }
    return false
  }
}
