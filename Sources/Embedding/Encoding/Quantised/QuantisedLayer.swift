import CKernels
import Corpus

/// One transformer layer in integers. States and what is added to them stay in single precision.
struct QuantisedLayer {
  /// Queries, keys and values of some heads at a time, so that they are still in cache when attention reads them.
  private let attentionInputs: [QuantisedLinear]
  private let attentionOutput: QuantisedLinear
  private let attentionNorm: LayerNorm
  /// The middle is cut into blocks for the same reason.
  private let feedForward: [(input: QuantisedLinear, output: QuantisedLinear, width: Int)]
  private let feedForwardNorm: LayerNorm
  private let sizes: QuantisedSizes
  /// What the inputs of attention and of feed-forward are multiplied by before they are rounded.
  let attentionSmoothing: UnsafePointer<Float>
  private let feedForwardSmoothing: UnsafePointer<Float>

  init(
    _ index: Int, shape: BertShape, smoothing: Smoothing?, from tensors: BertTensors, in arena: FloatArena
  ) throws(Failure) {
    let name = "encoder.layer.\(index)", hidden = shape.hidden, sizes = QuantisedSizes(shape)
    let queryScale = 1.442_695_04 / Float(shape.headWidth).squareRoot()
    var attentionInputs: [QuantisedLinear] = []
    for columns in sizes.headGroups {
      let parts = [("query", queryScale), ("key", 1), ("value", 1)].map { part, scale in
        QuantisedLinear.Part(name: "\(name).attention.self.\(part)", outputs: columns, of: hidden, scale: scale)
      }
      attentionInputs.append(
        try QuantisedLinear(
          parts, inputs: sizes.states, smoothing: smoothing?.attention, from: tensors, in: arena))
    }
    self.attentionInputs = attentionInputs
    attentionOutput = try QuantisedLinear(
      [.init(name: "\(name).attention.output.dense", outputs: 0..<hidden, of: hidden)], inputs: sizes.states,
      from: tensors, in: arena)
    attentionNorm = try LayerNorm("\(name).attention.output.LayerNorm", shape: shape, from: tensors, in: arena)
    var feedForward: [(QuantisedLinear, QuantisedLinear, Int)] = []
    for block in sizes.blocks {
      let part = QuantisedLinear.Part(name: "\(name).intermediate.dense", outputs: block, of: shape.intermediate)
      let input = try QuantisedLinear(
        [part], inputs: sizes.states, smoothing: smoothing?.feedForward, from: tensors, in: arena)
      let output = try QuantisedLinear(
        [.init(name: "\(name).output.dense", outputs: 0..<hidden, of: hidden)], inputs: sizes.middle(block),
        hasBias: block.lowerBound == 0, from: tensors, in: arena)
      feedForward.append((input, output, block.count))
    }
    self.feedForward = feedForward
    feedForwardNorm = try LayerNorm("\(name).output.LayerNorm", shape: shape, from: tensors, in: arena)
    func inverse(_ factors: [Float]?) -> UnsafePointer<Float> {
      let inverses = arena.take(hidden)
      if !arena.isFilled {
        for column in 0..<hidden { inverses[column] = factors.map { 1 / $0[column] } ?? 1 }
      }
      return UnsafePointer(inverses)
    }
    attentionSmoothing = inverse(smoothing?.attention)
    feedForwardSmoothing = inverse(smoothing?.feedForward)
    self.sizes = sizes
  }

  /// Advances the states of sequences that lie end to end from row 0 on, rounded in `roundedStates` already.
  ///
  /// - Parameter next: what multiplies the states before they are rounded for the next layer.
  /// - Parameter observe: sees the states before they are rounded for the feed-forward part.
  func apply(
    to lengths: [Int], in scratch: Scratch, next: UnsafePointer<Float>?, kernels: encoder_quantised_kernels,
    observe: (Activations) -> Void
  ) {
    let rows = 0..<lengths.reduce(0, +)
    let states = scratch.roundedStates, middle = scratch.roundedMiddle
    for (layer, columns) in zip(attentionInputs, sizes.headGroups) {
      layer.apply(to: states, rows: rows, scratch.wide, from: 0, .ENCODER_STORE, kernels: kernels)
      attend(lengths, columns: columns, in: scratch, kernels: kernels)
    }
    kernels.quantise(
      scratch.context.start, scratch.context.stride, rows.count, sizes.states.range.count, nil, sizes.states.padded,
      middle.start, middle.stride, middle.scales)
    attentionOutput.apply(to: middle, rows: rows, scratch.states, from: 0, .ENCODER_ADD, kernels: kernels)
    attentionNorm.apply(
      to: scratch.states, rows: rows.count, rounding: feedForwardSmoothing, to: states, padded: sizes.states.padded,
      kernels: kernels)
    observe(scratch.states)

    for (input, output, width) in feedForward {
      input.apply(to: states, rows: rows, scratch.wide, from: 0, .ENCODER_GELU, kernels: kernels)
      kernels.quantise(
        scratch.wide.start, scratch.wide.stride, rows.count, width, nil, output.weights.depth, middle.start,
        middle.stride, middle.scales)
      output.apply(to: middle, rows: rows, scratch.states, from: 0, .ENCODER_ADD, kernels: kernels)
    }
    feedForwardNorm.apply(
      to: scratch.states, rows: rows.count, rounding: next, to: states, padded: sizes.states.padded, kernels: kernels)
  }

  private func attend(
    _ lengths: [Int], columns: Range<Int>, in scratch: Scratch, kernels: encoder_quantised_kernels
  ) {
    var first = 0
    for length in lengths {
      let queries = scratch.wide.row(first), keys = queries + columns.count, values = keys + columns.count
      kernels.attention(
        queries, keys, values, scratch.wide.stride, length, columns.count / sizes.headWidth, sizes.headWidth,
        scratch.context.row(first) + columns.lowerBound, scratch.context.stride, scratch.attention)
      first += length
    }
  }
}

extension LayerNorm {
  /// Normalises rows in place, and rounds them times `smoothing`.
  func apply(
    to x: Activations, rows: Int, rounding smoothing: UnsafePointer<Float>?, to q: RoundedActivations, padded: Int,
    kernels: encoder_quantised_kernels
  ) {
    kernels.norm_quantise(
      x.start, x.stride, rows, width, gain, bias, epsilon, smoothing, padded, q.start, q.stride, q.scales)
  }
}
