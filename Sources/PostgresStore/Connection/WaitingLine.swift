/// Those who wait for something that is all given out, in order of arrival.
struct WaitingLine<Thing: Sendable> {
  typealias Turn = CheckedContinuation<Thing, any Error>

  private var turns: [Int: Turn] = [:]
  private var left: Set<Int> = []
  private var first = 0
  private var last = 0

  /// The place of a newcomer.
  mutating func place() -> Int {
    defer { last += 1 }
    return last
  }

  /// Waits at a place, unless it was left before.
  mutating func wait(at place: Int, _ turn: Turn) {
    if left.remove(place) != nil { return turn.resume(throwing: CancellationError()) }
    turns[place] = turn
  }

  /// Ends the wait at a place.
  mutating func leave(_ place: Int) {
    if let turn = turns.removeValue(forKey: place) { return turn.resume(throwing: CancellationError()) }
    if place >= first { left.insert(place) }
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
