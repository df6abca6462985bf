import CKernels
import Corpus

/// What the inputs of a layer's matrices are divided by before they are rounded, and their weights multiplied by.
///
/// A few inputs of a transformer are far larger than the rest and would take all the precision of a row. SmoothQuant
/// (Xiao et al. 2023, https://arxiv.org/abs/2211.10438, α = ½) shares their size between input and weights. Here a
/// factor is at least 1 after division by the median: an input that is small in the calibration may be large elsewhere.
struct Smoothing {
  /// For queries, keys and values; a factor an input.
  var attention: [Float]
  /// For the first matrix of the feed-forward part.
  var feedForward: [Float]

  /// - Parameter largest: the largest magnitudes of the inputs in the calibration.
  init(largest: Smoothing, layer: Int, shape: BertShape, from tensors: BertTensors) throws(Failure) {
    let name = "encoder.layer.\(layer)", hidden = shape.hidden
    let queriesKeysValues = ["query", "key", "value"].map { ("\(name).attention.self.\($0).weight", hidden) }
    attention = try Self.factors(largest.attention, queriesKeysValues, from: tensors)
    feedForward = try Self.factors(
      largest.feedForward, [("\(name).intermediate.dense.weight", shape.intermediate)], from: tensors)
  }

  /// Magnitudes of nothing seen so far.
  init(width: Int) {
    attention = Array(repeating: 0, count: width)
    feedForward = attention
  }

  private static func factors(
    _ inputs: [Float], _ matrices: [(name: String, outputs: Int)], from tensors: BertTensors
  ) throws(Failure) -> [Float] {
    let whole = QuantisedLinear.Inputs(range: inputs.indices, of: inputs.count, group: inputs.count)
    var weights = [Float](repeating: 1e-8, count: inputs.count)
    for (name, outputs) in matrices {
      let matrix = try tensors.matrix(name, rows: 0..<outputs, of: outputs, inputs: whole)
      encoder_input_magnitudes(matrix, outputs, inputs.count, &weights)
    }
    let factors = zip(inputs, weights).map { ($0 / $1).squareRoot() }
    let median = factors.sorted()[factors.count / 2]
    // A model of zeros or infinities is refused later, by the vectors it gives.
    return factors.map { median > 0 && $0 > median && $0.isFinite ? $0 / median : 1 }
  }
}
