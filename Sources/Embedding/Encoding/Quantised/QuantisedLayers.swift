import CKernels
import Corpus

/// All layers in integers.
// Safety: everything is written before init returns, and only read afterwards.
final class QuantisedLayers: LayerStack, @unchecked Sendable {
  private let embeddingNorm: LayerNorm
  private let layers: [QuantisedLayer]
  private let kernels: encoder_quantised_kernels
  private let padded: Int
  let arena: FloatArena
  let scratchSize: ScratchSize

  /// - Parameter smoothing: one for every layer, or none.
  /// - Parameter contents: the arena of layers of this shape, which then need no rounding.
  /// - Throws: ``Failure`` `model.badWeights` when a tensor is missing or of another shape.
  init(
    shape: BertShape, smoothing: [Smoothing]?, contents: UnsafeRawBufferPointer? = nil, from tensors: BertTensors,
    instructions: InstructionSet
  ) throws(Failure) {
    kernels = instructions.quantisedKernels
    let sizes = QuantisedSizes(shape)
    padded = sizes.states.padded
    arena = try FloatArena(
      capacity: LayerNorm.footprint(shape) + shape.layers * sizes.footprint(shape), contents: contents)
    embeddingNorm = try LayerNorm("embeddings.LayerNorm", shape: shape, from: tensors, in: arena)
    var layers: [QuantisedLayer] = []
    for index in 0..<shape.layers {
      layers.append(
        try QuantisedLayer(index, shape: shape, smoothing: smoothing?[index], from: tensors, in: arena))
    }
    self.layers = layers
    let (attentionBytes, width) = (kernels.attention_bytes, shape.headWidth)
    scratchSize = ScratchSize(wideColumns: sizes.wideColumns, roundedColumns: sizes.roundedColumns) {
      attentionBytes($0, width)
    }
  }

  func apply(to lengths: [Int], in scratch: Scratch) { apply(to: lengths, in: scratch) { _, _, _ in } }

  /// A place where states are rounded for a matrix that smoothing helps.
  typealias Place = WritableKeyPath<Smoothing, [Float]>

  /// Does the same, and shows the states that each layer rounds.
  func apply(
    to lengths: [Int], in scratch: Scratch, observe: (_ layer: Int, _ place: Place, _ states: Activations) -> Void
  ) {
    embeddingNorm.apply(
      to: scratch.states, rows: lengths.reduce(0, +), rounding: layers.first?.attentionSmoothing,
      to: scratch.roundedStates, padded: padded, kernels: kernels)
    for (index, layer) in layers.enumerated() {
      observe(index, \.attention, scratch.states)
      let next = index + 1 < layers.count ? layers[index + 1].attentionSmoothing : nil
      layer.apply(to: lengths, in: scratch, next: next, kernels: kernels) { observe(index, \.feedForward, $0) }
    }
  }
}
