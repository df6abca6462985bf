import CKernels
import Corpus

/// The gain and bias of a layer normalisation. The arena they came from must outlive it.
struct LayerNorm {
  let gain: UnsafePointer<Float>
  let bias: UnsafePointer<Float>
  let width: Int
  let epsilon: Float

  init(_ name: String, shape: BertShape, from tensors: BertTensors, in arena: FloatArena) throws(Failure) {
    let gain = arena.take(shape.hidden), bias = arena.take(shape.hidden)
    if !arena.isFilled {
      try tensors.copy("\(name).weight", shape: [shape.hidden], to: gain)
      try tensors.copy("\(name).bias", shape: [shape.hidden], to: bias)
    }
    (self.gain, self.bias, width, epsilon) = (UnsafePointer(gain), UnsafePointer(bias), shape.hidden, shape.epsilon)
  }

  func apply(to states: Activations, rows: Int, kernels: encoder_kernels) {
    kernels.layer_norm(states.start, states.stride, rows, width, gain, bias, epsilon)
  }

  static func footprint(_ shape: BertShape) -> Int { 2 * FloatArena.footprint(shape.hidden) }
}
