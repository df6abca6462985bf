/// The arithmetic that encoding sequences cannot do without, in multiply-adds.
package struct EncodingCost: Hashable, Sendable {
  /// In products of weights and states: 4 h² for attention's four matrices and 2 h i for the feed-forward part, by token and
  /// layer, of h the states' width and i the intermediate one.
  package var matrices = 0.0
  /// In attention itself: 2 n² h by layer, of n a sequence's tokens.
  package var attention = 0.0

  package init(_ shape: BertShape, lengths: [Int]) {
    let (layers, hidden) = (Double(shape.layers), Double(shape.hidden))
    let perToken = 4 * hidden * hidden + 2 * hidden * Double(shape.intermediate)
    for length in lengths.map(Double.init) {
      matrices += layers * length * perToken
      attention += layers * 2 * length * length * hidden
    }
  }

  /// Seconds that it takes at least.
  package func leastSeconds(in precision: Precision, at peak: ArithmeticPeak) -> Double {
    matrices / peak[precision.matrixOperand] + attention / peak[precision.attentionOperand]
  }
}

extension Precision {
  /// What its matrices multiply.
  package var matrixOperand: ArithmeticPeak.Operand {
    switch self {
    case .f32: .floats
    case .bf16: .bfloats
    case .int8: .bytes
    }
  }

  /// What its attention multiplies.
  package var attentionOperand: ArithmeticPeak.Operand { self == .int8 ? .shorts : .floats }
}

extension LocalEmbedder {
  /// The share of the processors' measured peak that encoding came to.
  ///
  /// - Parameter lengths: tokens of each sequence.
  package func share(of peak: ArithmeticPeak, encoding lengths: [Int], in seconds: Double) -> Double {
    EncodingCost(shape, lengths: lengths).leastSeconds(in: precision, at: peak) / seconds
  }

  /// The peak of what this model multiplies, on as many threads as it has; takes some 0.2 s.
  package func measurePeak() async -> ArithmeticPeak {
    let operands: Set = [precision.matrixOperand, precision.attentionOperand]
    return await .measure(Array(operands), threads: threadCount)
  }
}
