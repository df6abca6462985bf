import CKernels
import Corpus

/// A linear layer rounded to eight bits, in the panels that kernels read. The arena it came from must outlive it.
struct QuantisedLinear {
  let weights: encoder_quantised_weights

  /// Rows of a matrix in a file, side by side with others in one layer.
  struct Part {
    var name: String
    /// The outputs that are taken, of so many.
    var outputs: Range<Int>
    var of: Int
    /// Multiplies weights and bias.
    var scale: Float = 1
  }

  /// The inputs of a matrix that a layer takes.
  struct Inputs {
    var range: Range<Int>
    /// Inputs of the whole matrix in the file.
    var of: Int
    /// The most inputs that share a scale.
    var group: Int

    /// Inputs that share a scale; the last group may reach past the end, where weights are zero.
    fileprivate var grouped: Int { min(group, (range.count + 3) & ~3) }
    /// Inputs rounded up to whole groups: bytes in a row of activations.
    var padded: Int { (range.count + grouped - 1) / grouped * grouped }
    fileprivate var groups: Int { padded / grouped }
  }

  /// Rounds `name.weight` and `name.bias` of every part, one part's outputs after the other's.
  ///
  /// - Parameter smoothing: multiplies the weights of each input, which is to come divided by it.
  /// - Parameter hasBias: false where another layer adds up to the same outputs and has it.
  init(
    _ parts: [Part], inputs: Inputs, smoothing: [Float]? = nil, hasBias: Bool = true, from tensors: BertTensors,
    in arena: FloatArena
  ) throws(Failure) {
    let columns = parts.reduce(0) { $0 + $1.outputs.count }, padded = PackedLinear.padded(columns)
    let panels = arena.take(padded * inputs.padded, of: Int8.self)
    let scales = arena.take(padded * inputs.groups), offsets = arena.take(padded), bias = arena.take(padded)
    var first = 0
    for part in parts where !arena.isFilled {
      let matrix = try tensors.matrix("\(part.name).weight", rows: part.outputs, of: part.of, inputs: inputs)
      encoder_quantise_weights(
        matrix, part.outputs.count, inputs.range.count, part.scale, smoothing, first, inputs.padded, inputs.grouped,
        padded, panels, scales, offsets)
      if hasBias {
        let values = try tensors.values("\(part.name).bias", shape: [part.of])
        for (index, value) in values[part.outputs].enumerated() { bias[first + index] = value * part.scale }
      }
      first += part.outputs.count
    }
    weights = encoder_quantised_weights(
      panels: panels, scales: scales, offsets: offsets, bias: bias, depth: inputs.padded, group: inputs.grouped,
      columns: columns)
  }

  /// Applies the layer to rows of `x`, and writes or adds to rows of `y`.
  func apply(
    to x: RoundedActivations, rows: Range<Int>, _ y: Activations, from first: Int, _ epilogue: encoder_epilogue,
    kernels: encoder_quantised_kernels
  ) {
    withUnsafePointer(to: weights) {
      kernels.linear(
        $0, x.start + rows.lowerBound * x.stride, x.stride, x.scales + rows.lowerBound, rows.count, y.row(first),
        y.stride, epilogue)
    }
  }

  /// Floats that rounding takes from an arena.
  static func footprint(outputs: Int, inputs: Inputs) -> Int {
    let padded = PackedLinear.padded(outputs)
    return FloatArena.footprint(padded * inputs.padded, of: Int8.self) + FloatArena.footprint(padded * inputs.groups)
      + 2 * FloatArena.footprint(padded)
  }
}

extension BertTensors {
  /// Part of a weight matrix of `of` × `inputs.of` numbers.
  func matrix(
    _ name: String, rows: Range<Int>, of: Int, inputs: QuantisedLinear.Inputs
  ) throws(Failure) -> encoder_matrix {
    let (element, start) = try tensor(name, shape: [of, inputs.of])
    let first = rows.lowerBound * inputs.of + inputs.range.lowerBound
    return encoder_matrix(
      start: start + first * (element == .ENCODER_F32 ? 4 : 2), element: element, stride: inputs.of)
  }
}
