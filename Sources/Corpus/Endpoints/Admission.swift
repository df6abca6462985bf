/// Whether a request may go to its endpoint now.
package enum Admission: Sendable, Hashable {
  /// It counts as sent.
  case go
  /// Ask again after so many seconds: the rate is used up, or the endpoint wants to be left alone.
  case wait(seconds: Double)
  /// The breaker has been open for so many seconds; asking again is of use after `retrySeconds`.
  case refused(openSeconds: Double, retrySeconds: Double)

  /// A wait and a little more, so that clients that were told the same do not come back together.
  ///
  /// Up to a quarter of a second and a tenth of the wait. A full bucket holds six seconds' worth, so nothing of the rate
  /// is lost by coming late.
  ///
  /// - Parameter chance: drawn from 0 ..< 1.
  package static func spread(_ seconds: Double, chance: Double) -> Double { seconds + chance * (0.25 + seconds / 10) }
}
