/// How long to go on trying, and how long to wait before each try.
///
/// The first retry comes at once: a connection found dead says nothing about the server. Then waits double from 50 ms to
/// 5 s, half of each drawn by lot, so that workers that failed together do not return together.
package struct Patience {
  private let limit: Duration
  private var began: Duration?
  private var tries = 0

  package init(_ limit: Duration) { self.limit = limit }

  /// How long to wait before the next try; nil when patience is at its end.
  ///
  /// - Parameter now: time since any fixed moment.
  /// - Parameter chance: drawn from 0 ..< 1.
  package mutating func pause(now: Duration, chance: Double) -> Duration? {
    let began = self.began ?? now
    self.began = began
    let left = limit - (now - began)
    guard left > .zero else { return nil }
    defer { tries += 1 }
    guard tries > 0 else { return .zero }
    let grown = min(5, 0.05 * Double(1 << min(tries - 1, 10)))
    return min(.seconds(grown / 2 * (1 + chance)), left)
  }
}
