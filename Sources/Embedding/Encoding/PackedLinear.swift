import CKernels
import Corpus

/// A linear layer with its weights cut into the panels that kernels read. The arena it came from must outlive it.
struct PackedLinear {
  let weights: encoder_weights

  /// A matrix and its bias in a file, side by side with others in one layer.
  struct Part {
    var name: String
    var outputs: Int
    /// Multiplies weights and bias.
    var scale: Float = 1
  }

  /// Packs `name.weight` and `name.bias` of every part, one part's outputs after the other's.
  init(_ parts: [Part], depth: Int, from tensors: BertTensors, in arena: FloatArena) throws(Failure) {
    let columns = parts.reduce(0) { $0 + $1.outputs }
    let panels = arena.take(Self.padded(columns) * depth), bias = arena.take(Self.padded(columns))
    var first = 0
    for part in parts {
      let weight = try tensors.tensor("\(part.name).weight", shape: [part.outputs, depth])
      encoder_pack(weight.element, weight.start, part.outputs, depth, part.scale, first, panels)
      try tensors.copy("\(part.name).bias", shape: [part.outputs], to: bias + first)
      for index in first..<first + part.outputs { bias[index] *= part.scale }
      first += part.outputs
    }
    weights = encoder_weights(panels: panels, bias: bias, depth: depth, columns: columns)
  }

  /// Columns rounded up to whole panels.
  static func padded(_ columns: Int) -> Int {
    let panel = Int(ENCODER_PANEL)
    return (columns + panel - 1) / panel * panel
  }

  /// Floats that packing takes from an arena.
  static func footprint(outputs: Int, depth: Int) -> Int {
    FloatArena.footprint(padded(outputs) * depth) + FloatArena.footprint(padded(outputs))
  }
}
