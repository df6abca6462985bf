import CKernels
import Corpus

/// All layers in single precision, or with inputs and weights of matrices in bfloat16.
// Safety: everything is written before init returns, and only read afterwards.
final class FloatLayers: LayerStack, @unchecked Sendable {
  private let embeddingNorm: LayerNorm
  private let layers: [EncoderLayer]
  private let kernels: encoder_kernels
  private let arena: FloatArena
  let scratchSize: ScratchSize

  /// - Throws: ``Failure`` `model.badWeights` when a tensor is missing or of another shape.
  init(
    shape: BertShape, inBF16: Bool, from tensors: BertTensors, instructions: InstructionSet
  ) throws(Failure) {
    kernels = instructions.kernels
    let layerFloats = EncoderLayer.footprint(shape, inBF16: inBF16)
    arena = try FloatArena(capacity: LayerNorm.footprint(shape) + shape.layers * layerFloats)
    embeddingNorm = try LayerNorm("embeddings.LayerNorm", shape: shape, from: tensors, in: arena)
    var layers: [EncoderLayer] = []
    for index in 0..<shape.layers {
      layers.append(try EncoderLayer(index, shape: shape, inBF16: inBF16, from: tensors, in: arena))
    }
    self.layers = layers
    let (attentionScratch, width) = (kernels.attention_scratch, shape.headWidth)
    scratchSize = ScratchSize(
      wideColumns: max(3 * shape.hidden, shape.intermediate),
      bf16Columns: inBF16 ? PackedLinear.padded(max(shape.hidden, shape.intermediate)) : 0
    ) {
      attentionScratch($0, width) * 4
    }
  }

  func apply(to lengths: [Int], in scratch: Scratch) {
    embeddingNorm.apply(to: scratch.states, rows: lengths.reduce(0, +), kernels: kernels)
    for layer in layers { layer.apply(to: lengths, in: scratch, kernels: kernels) }
  }
}
