import CKernels
import Corpus

/// A linear layer with its weights cut into the panels that kernels read. The arena it came from must outlive it.
enum PackedLinear {
  case f32(encoder_weights)
  /// In bfloat16; its inputs are rounded likewise.
  case bf16(encoder_bf16_weights)

  /// A matrix and its bias in a file, side by side with others in one layer.
  struct Part {
    var name: String
    var outputs: Int
    /// Multiplies weights and bias.
    var scale: Float = 1
  }

  /// Packs `name.weight` and `name.bias` of every part, one part's outputs after the other's.
  init(
    _ parts: [Part], depth: Int, inBF16: Bool, from tensors: BertTensors, in arena: FloatArena
  ) throws(Failure) {
    let columns = parts.reduce(0) { $0 + $1.outputs }
    let numbers = Self.padded(columns) * Self.even(depth)
    let bias = arena.take(Self.padded(columns))
    func pack(_ place: (encoder_element, UnsafeRawPointer, Part, Int) -> Void) throws(Failure) {
      var first = 0
      for part in parts {
        let weight = try tensors.tensor("\(part.name).weight", shape: [part.outputs, depth])
        place(weight.element, weight.start, part, first)
        try tensors.copy("\(part.name).bias", shape: [part.outputs], to: bias + first)
        for index in first..<first + part.outputs { bias[index] *= part.scale }
        first += part.outputs
      }
    }
    if inBF16 {
      let panels = arena.take(numbers, of: UInt16.self)
      try pack { encoder_pack_bf16($0, $1, $2.outputs, depth, $2.scale, $3, panels) }
      self = .bf16(encoder_bf16_weights(panels: panels, bias: bias, depth: Self.even(depth), columns: columns))
    } else {
      let panels = arena.take(numbers)
      try pack { encoder_pack($0, $1, $2.outputs, depth, $2.scale, $3, panels) }
      self = .f32(encoder_weights(panels: panels, bias: bias, depth: depth, columns: columns))
    }
  }

  /// Applies the layer to the first rows of `x`, and writes or adds to those of `y`.
  func apply(
    to x: Activations, rows: Int, _ y: Activations, _ epilogue: encoder_epilogue, in scratch: Scratch,
    kernels: encoder_kernels
  ) {
    switch self {
    case .f32(let weights):
      withUnsafePointer(to: weights) { kernels.linear($0, x.start, x.stride, rows, y.start, y.stride, epilogue) }
    case .bf16(let weights):
      // Rows of activations are padded with zeros, so that an odd width needs no care.
      let inputs = scratch.bf16Inputs
      kernels.round_bf16(x.start, x.stride, rows, weights.depth, weights.depth, inputs.start, inputs.stride)
      withUnsafePointer(to: weights) {
        kernels.linear_bf16($0, inputs.start, inputs.stride, rows, y.start, y.stride, epilogue)
      }
    }
  }

  /// Columns rounded up to whole panels.
  static func padded(_ columns: Int) -> Int {
    let panel = Int(ENCODER_PANEL)
    return (columns + panel - 1) / panel * panel
  }

  private static func even(_ depth: Int) -> Int { (depth + 1) & ~1 }

  /// Floats that packing takes from an arena.
  static func footprint(outputs: Int, depth: Int, inBF16: Bool) -> Int {
    let panels = padded(outputs) * even(depth)
    return (inBF16 ? FloatArena.footprint(panels, of: UInt16.self) : FloatArena.footprint(panels))
      + FloatArena.footprint(padded(outputs))
  }
}
