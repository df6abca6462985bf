import CKernels
import Corpus

/// The lookup that turns tokens into their first states: word, position and segment embeddings, added. Normalising them
/// is the first step of the layers, each precision in its way.
///
/// The word table, half of a small model, stays in the mapped file: only rows of words that occur become resident.
struct Embeddings {
  private let words: (element: encoder_element, start: UnsafeRawPointer)
  /// Position embeddings with segment 0, the only one there is, added in.
  private let positions: UnsafePointer<Float>
  private let width: Int

  init(shape: BertShape, from tensors: BertTensors, in arena: FloatArena) throws(Failure) {
    words = try tensors.tensor("embeddings.word_embeddings.weight", shape: [shape.vocabulary, shape.hidden])
    let positions = arena.take(shape.positions * shape.hidden)
    try tensors.copy("embeddings.position_embeddings.weight", shape: [shape.positions, shape.hidden], to: positions)
    let segments = try tensors.values("embeddings.token_type_embeddings.weight", shape: [shape.segments, shape.hidden])
    for position in 0..<shape.positions {
      for column in 0..<shape.hidden { positions[position * shape.hidden + column] += segments[column] }
    }
    self.positions = UnsafePointer(positions)
    width = shape.hidden
  }

  /// Writes the first states of sequences, end to end from row 0 on. Tokens and lengths must have been checked.
  func write(_ sequences: [[Int32]], to states: Activations) {
    var row = 0
    for tokens in sequences {
      encoder_embed(tokens, tokens.count, words.element, words.start, positions, width, states.row(row), states.stride)
      row += tokens.count
    }
  }

  static func footprint(_ shape: BertShape) -> Int {
    FloatArena.footprint(shape.positions * shape.hidden)
  }
}
