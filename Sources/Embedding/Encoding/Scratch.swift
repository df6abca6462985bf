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
  /// Queries, keys and values; later the middle of the feed-forward part.
  let wide: Activations
  /// For the attention kernel.
  let attention: UnsafeMutablePointer<Float>
  private let arena: FloatArena

  /// - Parameter capacity: tokens; at least one sequence of the model's window.
  init(shape: BertShape, capacity: Int, kernels: encoder_kernels) throws(Failure) {
    let wideColumns = max(3 * shape.hidden, shape.intermediate)
    let attentionFloats = kernels.attention_scratch(capacity, shape.headWidth)
    let floats =
      2 * Activations.footprint(rows: capacity, columns: shape.hidden)
      + Activations.footprint(rows: capacity, columns: wideColumns) + FloatArena.footprint(attentionFloats)
    arena = try FloatArena(capacity: floats)
    self.capacity = capacity
    states = Activations(rows: capacity, columns: shape.hidden, in: arena)
    context = Activations(rows: capacity, columns: shape.hidden, in: arena)
    wide = Activations(rows: capacity, columns: wideColumns, in: arena)
    attention = arena.take(attentionFloats)
  }
}
