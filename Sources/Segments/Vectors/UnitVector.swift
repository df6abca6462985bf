/// A vector of length 1, padded with zeros to full SIMD registers: what rows and queries are compared as.
struct UnitVector {
  let padded: [Float]

  /// Nil if a component is not a finite number. A vector of zeros stays one, and is like nothing.
  ///
  /// One that has unit length already, to 1e-5, is taken as it is, so that writing a stored row again changes nothing.
  init?(_ vector: some Collection<Float>) {
    let square = vector.reduce(0.0) { $0 + Double($1) * Double($1) }
    guard square.isFinite else { return nil }
    let scale = square == 0 || abs(square - 1) < 1e-5 ? 1 : 1 / square.squareRoot()
    let row = scale == 1 ? Array(vector) : vector.map { Float(Double($0) * scale) }
    padded = row + repeatElement(0, count: VectorRows.stride(row.count) - row.count)
  }
}
