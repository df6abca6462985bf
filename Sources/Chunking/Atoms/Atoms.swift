/// A text as a row of atoms: the shortest stretches that are never cut, mostly words with their punctuation.
///
/// Every atom fits into one chunk, and any run of atoms without a forced boundary inside has the very tokens that its
/// slice of the text has on its own. White space at the ends of atoms is left out.
struct Atoms {
  /// UTF-8 offsets of each atom's first byte, and one past its last.
  private(set) var starts: [Int32] = []
  private(set) var ends: [Int32] = []
  /// Each atom's first token, and in the end one past the last of all.
  private(set) var firstTokens: [Int32] = [0]
  /// What is before each atom.
  private(set) var boundaries: [Boundary] = []
  /// The tokens of all atoms, in order.
  var ids: [Int32] = []

  var count: Int { starts.count }

  mutating func reserveCapacity(_ capacity: Int) {
    starts.reserveCapacity(capacity)
    ends.reserveCapacity(capacity)
    firstTokens.reserveCapacity(capacity + 1)
    boundaries.reserveCapacity(capacity)
  }

  mutating func append(_ bytes: Range<Int>, tokensEnd: Int, after boundary: Boundary) {
    starts.append(Int32(truncatingIfNeeded: bytes.lowerBound))
    ends.append(Int32(truncatingIfNeeded: bytes.upperBound))
    firstTokens.append(Int32(truncatingIfNeeded: tokensEnd))
    boundaries.append(boundary)
  }

  /// The slice of the text that some atoms, at least one, stand for.
  func bytes(of atoms: Range<Int>) -> Range<Int> { Int(starts[atoms.lowerBound])..<Int(ends[atoms.upperBound - 1]) }

  func tokens(of atoms: Range<Int>) -> Range<Int> {
    Int(firstTokens[atoms.lowerBound])..<Int(firstTokens[atoms.upperBound])
  }

  func fit(_ atoms: Range<Int>, in budget: Budget) -> Bool {
    tokens(of: atoms).count <= budget.tokens && bytes(of: atoms).count <= budget.bytes
  }
}
