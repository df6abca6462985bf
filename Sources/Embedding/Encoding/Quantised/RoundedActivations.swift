import CKernels

/// A matrix of activations rounded to eight bits, with a scale and a zero for every row.
struct RoundedActivations {
  let start: UnsafeMutablePointer<UInt8>
  let scales: UnsafeMutablePointer<encoder_row>
  /// Bytes from one row to the next.
  let stride: Int

  init(rows: Int, columns: Int, in arena: FloatArena) {
    stride = columns
    start = arena.take(rows * columns, of: UInt8.self)
    scales = arena.take(rows, of: encoder_row.self)
  }

  static func footprint(rows: Int, columns: Int) -> Int {
    FloatArena.footprint(rows * columns, of: UInt8.self) + FloatArena.footprint(rows, of: encoder_row.self)
  }
}
