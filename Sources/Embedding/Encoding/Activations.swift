import CKernels

/// A matrix of activations in a thread's scratch: one row a token, rows padded to whole panels.
struct Activations {
  let start: UnsafeMutablePointer<Float>
  /// Floats from one row to the next.
  let stride: Int

  init(rows: Int, columns: Int, in arena: FloatArena) {
    stride = PackedLinear.padded(columns)
    start = arena.take(rows * stride)
  }

  static func footprint(rows: Int, columns: Int) -> Int { FloatArena.footprint(rows * PackedLinear.padded(columns)) }

  func row(_ index: Int) -> UnsafeMutablePointer<Float> { start + index * stride }
}
