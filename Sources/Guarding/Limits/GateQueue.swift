/// Who is at work, and who waits for a place, in the order they came.
struct GateQueue: Sendable {
  enum Arrival: Hashable, Sendable { case enters, waits, isRefused }

  let places: Int
  let seats: Int
  private(set) var working = 0
  private(set) var waiting: [Int] = []

  /// - Parameter places: how many may be at work; at least 1.
  /// - Parameter seats: how many may wait.
  init(places: Int, seats: Int) {
    self.places = max(1, places)
    self.seats = max(0, seats)
  }

  /// Nobody waits while there is a place, so nobody is overtaken.
  mutating func arrive(_ ticket: Int) -> Arrival {
    if working < places {
      working += 1
      return .enters
    }
    guard waiting.count < seats else { return .isRefused }
    waiting.append(ticket)
    return .waits
  }

  /// Somebody is done; says who takes the place.
  mutating func leave() -> Int? {
    guard waiting.isEmpty else { return waiting.removeFirst() }
    working -= 1
    return nil
  }

  /// Somebody gives up waiting; false if they do not wait.
  mutating func withdraw(_ ticket: Int) -> Bool {
    guard let index = waiting.firstIndex(of: ticket) else { return false }
    waiting.remove(at: index)
    return true
  }
}
