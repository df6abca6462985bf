import CKernels
import Corpus

/// One transformer layer in floats: attention, then feed-forward, each added to its input and normalised.
struct EncoderLayer {
  /// Queries, keys and values as one matrix; the queries scaled for a softmax in base 2.
  private let attentionInput: PackedLinear
  private let attentionOutput: PackedLinear
  private let attentionNorm: LayerNorm
  private let feedForwardInput: PackedLinear
  private let feedForwardOutput: PackedLinear
  private let feedForwardNorm: LayerNorm
  private let heads: Int
  private let headWidth: Int

  init(
    _ index: Int, shape: BertShape, inBF16: Bool, from tensors: BertTensors, in arena: FloatArena
  ) throws(Failure) {
    let name = "encoder.layer.\(index)", hidden = shape.hidden
    let queryScale = 1.442_695_04 / Float(shape.headWidth).squareRoot()
    func packed(_ parts: PackedLinear.Part..., depth: Int) throws(Failure) -> PackedLinear {
      try PackedLinear(parts, depth: depth, inBF16: inBF16, from: tensors, in: arena)
    }
    attentionInput = try packed(
      .init(name: "\(name).attention.self.query", outputs: hidden, scale: queryScale),
      .init(name: "\(name).attention.self.key", outputs: hidden),
      .init(name: "\(name).attention.self.value", outputs: hidden), depth: hidden)
    attentionOutput = try packed(.init(name: "\(name).attention.output.dense", outputs: hidden), depth: hidden)
    attentionNorm = try LayerNorm("\(name).attention.output.LayerNorm", shape: shape, from: tensors, in: arena)
    feedForwardInput = try packed(
      .init(name: "\(name).intermediate.dense", outputs: shape.intermediate), depth: hidden)
    feedForwardOutput = try packed(
      .init(name: "\(name).output.dense", outputs: hidden), depth: shape.intermediate)
    feedForwardNorm = try LayerNorm("\(name).output.LayerNorm", shape: shape, from: tensors, in: arena)
    (heads, headWidth) = (shape.heads, shape.headWidth)
  }

  /// Advances the states of sequences that lie end to end from row 0 on.
  func apply(to lengths: some Collection<Int>, in scratch: Scratch, kernels: encoder_kernels) {
    let rows = lengths.reduce(0, +)
    func linear(_ layer: PackedLinear, _ x: Activations, _ y: Activations, _ epilogue: encoder_epilogue) {
      layer.apply(to: x, rows: rows, y, epilogue, in: scratch, kernels: kernels)
    }

    linear(attentionInput, scratch.states, scratch.wide, .ENCODER_STORE)
    var first = 0
    for length in lengths {
      kernels.attention(
        scratch.wide.row(first), scratch.wide.stride, length, heads, headWidth, scratch.context.row(first),
        scratch.context.stride, scratch.attention)
      first += length
    }
    linear(attentionOutput, scratch.context, scratch.states, .ENCODER_ADD)
    attentionNorm.apply(to: scratch.states, rows: rows, kernels: kernels)

    linear(feedForwardInput, scratch.states, scratch.wide, .ENCODER_GELU)
    linear(feedForwardOutput, scratch.wide, scratch.states, .ENCODER_ADD)
    feedForwardNorm.apply(to: scratch.states, rows: rows, kernels: kernels)
  }

  /// Floats that packing one layer takes from an arena.
  static func footprint(_ shape: BertShape, inBF16: Bool) -> Int {
    let hidden = shape.hidden, intermediate = shape.intermediate
    let matrices = [(3 * hidden, hidden), (hidden, hidden), (intermediate, hidden), (hidden, intermediate)]
    return matrices.reduce(2 * LayerNorm.footprint(shape)) {
      $0 + PackedLinear.footprint(outputs: $1.0, depth: $1.1, inBF16: inBF16)
    }
  }
}
