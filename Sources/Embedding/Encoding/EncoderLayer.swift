import CKernels
import Corpus

/// One transformer layer in single precision: attention, then feed-forward, each added to its input and normalised.
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

  init(_ index: Int, shape: BertShape, from tensors: BertTensors, in arena: FloatArena) throws(Failure) {
    let name = "encoder.layer.\(index)", hidden = shape.hidden
    let queryScale = 1.442_695_04 / Float(shape.headWidth).squareRoot()
    attentionInput = try PackedLinear(
      [
        .init(name: "\(name).attention.self.query", outputs: hidden, scale: queryScale),
        .init(name: "\(name).attention.self.key", outputs: hidden),
        .init(name: "\(name).attention.self.value", outputs: hidden),
      ], depth: hidden, from: tensors, in: arena)
    attentionOutput = try PackedLinear(
      [.init(name: "\(name).attention.output.dense", outputs: hidden)], depth: hidden, from: tensors, in: arena)
    attentionNorm = try LayerNorm("\(name).attention.output.LayerNorm", shape: shape, from: tensors, in: arena)
    feedForwardInput = try PackedLinear(
      [.init(name: "\(name).intermediate.dense", outputs: shape.intermediate)], depth: hidden, from: tensors, in: arena)
    feedForwardOutput = try PackedLinear(
      [.init(name: "\(name).output.dense", outputs: hidden)], depth: shape.intermediate, from: tensors, in: arena)
    feedForwardNorm = try LayerNorm("\(name).output.LayerNorm", shape: shape, from: tensors, in: arena)
    (heads, headWidth) = (shape.heads, shape.headWidth)
  }

  /// Advances the states of sequences that lie end to end from row 0 on.
  func apply(to lengths: some Collection<Int>, in scratch: Scratch, kernels: encoder_kernels) {
    let rows = lengths.reduce(0, +)
    func linear(_ layer: PackedLinear, _ x: Activations, _ y: Activations, _ epilogue: encoder_epilogue) {
      withUnsafePointer(to: layer.weights) { kernels.linear($0, x.start, x.stride, rows, y.start, y.stride, epilogue) }
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
  static func footprint(_ shape: BertShape) -> Int {
    PackedLinear.footprint(outputs: 3 * shape.hidden, depth: shape.hidden)
      + PackedLinear.footprint(outputs: shape.hidden, depth: shape.hidden)
      + PackedLinear.footprint(outputs: shape.intermediate, depth: shape.hidden)
      + PackedLinear.footprint(outputs: shape.hidden, depth: shape.intermediate) + 2 * LayerNorm.footprint(shape)
  }
}
