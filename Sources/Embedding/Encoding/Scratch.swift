import CKernels
import Corpus

/// The memory one thread encodes in, allocated once: some 3 MB for MiniLM.
package final class Scratch {
  /// Tokens that fit.
  let capacity: Int
  /// The tokens' states, one row each.
  let states: Activations
  /// What attention gives back before its output layer.
  let context: Activations
  /// What lies between two matrices: queries, keys and values; later the middle of the feed-forward part.
  let wide: Activations
  /// States rounded for a matrix, where matrices take integers.
  let roundedStates: RoundedActivations
  /// Context or middle rounded for a matrix.
  let roundedMiddle: RoundedActivations
  /// The input of a matrix in bfloat16, where matrices take that.
  let bf16Inputs: (start: UnsafeMutablePointer<UInt16>, stride: Int)
  /// For the attention kernel.
  let attention: UnsafeMutablePointer<Float>
  private let arena: FloatArena

  /// - Parameter capacity: tokens; at least one sequence of the model's window.
  init(hidden: Int, capacity: Int, size: ScratchSize) throws(Failure) {
    let attentionFloats = (size.attentionBytes(capacity) + 3) / 4
    let floats =
      2 * Activations.footprint(rows: capacity, columns: hidden)
      + Activations.footprint(rows: capacity, columns: size.wideColumns)
      + 2 * RoundedActivations.footprint(rows: capacity, columns: size.roundedColumns)
      + FloatArena.footprint(capacity * size.bf16Columns, of: UInt16.self) + FloatArena.footprint(attentionFloats)
    arena = try FloatArena(capacity: floats)
    self.capacity = capacity
    states = Activations(rows: capacity, columns: hidden, in: arena)
    context = Activations(rows: capacity, columns: hidden, in: arena)
    wide = Activations(rows: capacity, columns: size.wideColumns, in: arena)
    roundedStates = RoundedActivations(rows: capacity, columns: size.roundedColumns, in: arena)
    roundedMiddle = RoundedActivations(rows: capacity, columns: size.roundedColumns, in: arena)
    bf16Inputs = (arena.take(capacity * size.bf16Columns, of: UInt16.self), size.bf16Columns)
    attention = arena.take(attentionFloats)
  }
}
