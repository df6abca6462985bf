/// How full a chunk would be, in parts of what fits.
struct Filling {
  private let tokens: Int
  private let full: Int

  init(_ tokens: Int, of full: Int) { (self.tokens, self.full) = (tokens, full) }

  func isAtLeast(_ numerator: Int, _ denominator: Int) -> Bool { tokens * denominator >= full * numerator }
}
