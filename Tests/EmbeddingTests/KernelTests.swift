import CKernels
import Embedding
import Foundation
import Testing

/// Every kernel of every instruction set of this machine against a naive reference in double precision.
@Suite struct KernelTests {
  static let sets = [encoder_instructions.ENCODER_PLAIN, .ENCODER_AVX2, .ENCODER_AVX512, .ENCODER_VNNI_BF16]
    .filter(encoder_has)

  @Test(arguments: sets, [(1, 1, 1), (5, 7, 3), (6, 64, 64), (13, 100, 70), (19, 33, 200)])
  func `linear multiplies, adds the bias and then stores, adds or applies GELU`(
    set: encoder_instructions, size: (rows: Int, depth: Int, columns: Int)
  ) {
    let (rows, depth, columns) = size, padded = (columns + 63) / 64 * 64
    var random = Noise(seed: UInt64(rows * depth * columns))
    let x = random.floats(rows * depth), weights = random.floats(columns * depth), bias = random.floats(columns)
    let before = random.floats(rows * padded)
    let layer = Packed([(weights, bias)], depth: depth)
    for epilogue in [encoder_epilogue.ENCODER_STORE, .ENCODER_ADD, .ENCODER_GELU] {
      var y = before
      layer.apply(set, x, rows: rows, to: &y, epilogue)
      var wrong = 0
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = Double(bias[column])
          for k in 0..<depth { sum += Double(x[row * depth + k]) * Double(weights[column * depth + k]) }
          if epilogue == .ENCODER_ADD { sum += Double(before[row * padded + column]) }
          if epilogue == .ENCODER_GELU { sum = gelu(sum) }
          if !(abs(Double(y[row * padded + column]) - sum) < 1e-5) { wrong += 1 }
        }
      }
      #expect(wrong == 0)
    }
  }

  @Test(arguments: sets, [(1, 1, 1), (5, 7, 3), (6, 64, 64), (13, 100, 70), (19, 33, 200)])
  func `linear in bfloat16 multiplies rounded numbers and sums them in single precision`(
    set: encoder_instructions, size: (rows: Int, depth: Int, columns: Int)
  ) {
    let (rows, depth, columns) = size, padded = (columns + 63) / 64 * 64, even = (depth + 1) / 2 * 2
    var random = Noise(seed: UInt64(rows * depth + columns))
    let x = random.floats(rows * depth), weights = random.floats(columns * depth), bias = random.floats(padded)
    let before = random.floats(rows * padded), kernels = encoder_kernels_for(set).pointee
    var panels = [UInt16](repeating: 0, count: padded * even), inputs = [UInt16](repeating: 9, count: rows * even)
    encoder_pack_bf16(.ENCODER_F32, weights, columns, depth, 2, 0, &panels)
    kernels.round_bf16(x, depth, rows, depth, even, &inputs, even)
    for epilogue in [encoder_epilogue.ENCODER_STORE, .ENCODER_ADD, .ENCODER_GELU] {
      var y = before
      panels.withUnsafeBufferPointer { panels in
        bias.withUnsafeBufferPointer { bias in
          var layer = encoder_bf16_weights(
            panels: panels.baseAddress!, bias: bias.baseAddress!, depth: even, columns: columns)
          kernels.linear_bf16(&layer, inputs, even, rows, &y, padded, epilogue)
        }
      }
      var wrong = 0
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = Double(bias[column])
          for k in 0..<depth {
            sum += Double(toBF16(x[row * depth + k])) * Double(toBF16(2 * weights[column * depth + k]))
          }
          if epilogue == .ENCODER_ADD { sum += Double(before[row * padded + column]) }
          if epilogue == .ENCODER_GELU { sum = gelu(sum) }
          if !(abs(Double(y[row * padded + column]) - sum) < 2e-5) { wrong += 1 }
        }
      }
      #expect(wrong == 0)
    }
  }

  @Test(arguments: sets)
  func `a float is rounded to the nearest bfloat16, ties to even`(set: encoder_instructions) {
    let x: [Float] = [
      0, -0.0, 1, 1.00390625, 1.01171875, -3.0e38, .infinity, -.infinity, .nan, Float(bitPattern: 0x1_7000),
      .greatestFiniteMagnitude,
    ]
    var y = [UInt16](repeating: 9, count: 12)
    encoder_kernels_for(set).pointee.round_bf16(x, 11, 1, 11, 12, &y, 12)
    let expected: [UInt16] = [0, 0x8000, 0x3f80, 0x3f80, 0x3f82, 0xff62, 0x7f80, 0xff80, 0x7fc0, 1, 0x7f80, 0]
    #expect(y == expected)
  }

  @Test(arguments: sets)
  func `matrices packed side by side answer as one, each with its own scale`(set: encoder_instructions) {
    var random = Noise(seed: 3)
    let x = random.floats(2 * 9), first = random.floats(40 * 9), second = random.floats(50 * 9)
    let zeros = [Float](repeating: 0, count: 50)
    var y = [Float](repeating: 0, count: 2 * 128), separate = [Float](repeating: 0, count: 2 * 64)
    let both = Packed([(first, Array(zeros[..<40])), (second, zeros)], depth: 9, scales: [0.5, 2])
    both.apply(set, x, rows: 2, to: &y, .ENCODER_STORE)
    Packed([(second, zeros)], depth: 9).apply(set, x, rows: 2, to: &separate, .ENCODER_STORE)
    for row in 0..<2 {
      for column in 0..<50 { #expect(y[row * 128 + 40 + column] == 2 * separate[row * 64 + column]) }
    }
  }

  @Test(arguments: sets)
  func `GELU is off by less than 1e-6 from the erf form`(set: encoder_instructions) {
    let x = (-12_000...12_000).map { Float($0) / 1000 }
    var y = [Float](repeating: 0, count: x.count * 64)
    Packed([([1], [0])], depth: 1).apply(set, x, rows: x.count, to: &y, .ENCODER_GELU)
    let worst = x.indices.map { abs(Double(y[$0 * 64]) - gelu(Double(x[$0]))) }.max() ?? 1
    #expect(worst < 1e-6)
  }

  @Test(arguments: sets, [(1, 1, 8), (7, 3, 8), (16, 2, 32), (65, 1, 32), (130, 1, 8), (9, 1, 64), (33, 1, 80)])
  func `attention is a softmax over the sequence's own tokens`(
    set: encoder_instructions, size: (length: Int, heads: Int, width: Int)
  ) {
    let (length, heads, width) = size, hidden = heads * width, stride = 3 * hidden + 5
    var random = Noise(seed: UInt64(length * width))
    // The second round has scores of hundreds, where an exponential without care overflows.
    for magnitude in [Float(1), 12] {
      let qkv = random.floats(length * stride).map { $0 * magnitude }
      let kernels = encoder_kernels_for(set).pointee
      let needed = kernels.attention_scratch(length, width)
      var y = [Float](repeating: 7, count: length * (hidden + 3)), scratch = [Float](repeating: 7, count: needed + 16)
      kernels.attention(qkv, stride, length, heads, width, &y, hidden + 3, &scratch)
      #expect(scratch[needed...].allSatisfy { $0 == 7 })

      var wrong = 0
      for row in 0..<length {
        for head in 0..<heads {
          func at(_ row: Int, _ part: Int, _ i: Int) -> Double {
            Double(qkv[row * stride + part * hidden + head * width + i])
          }
          let scores = (0..<length).map { key in (0..<width).reduce(0) { $0 + at(row, 0, $1) * at(key, 1, $1) } }
          let peak = scores.max() ?? 0, weights = scores.map { exp2($0 - peak) }, total = weights.reduce(0, +)
          for i in 0..<width {
            let expected = (0..<length).reduce(0) { $0 + weights[$1] * at($1, 2, i) } / total
            let difference = abs(Double(y[row * (hidden + 3) + head * width + i]) - expected)
            if !(difference < 2e-4 * Double(magnitude)) { wrong += 1 }
          }
        }
        #expect(y[(row * (hidden + 3) + hidden)..<((row + 1) * (hidden + 3))].allSatisfy { $0 == 7 })
      }
      #expect(wrong == 0)
    }
  }

  @Test(arguments: sets, [1, 7, 16, 24, 100, 384])
  func `layer norm is exact also far from zero`(set: encoder_instructions, width: Int) {
    var random = Noise(seed: UInt64(width))
    let x = random.floats(3 * (width + 2)).map { $0 + 500 }, gain = random.floats(width), bias = random.floats(width)
    var y = x
    encoder_kernels_for(set).pointee.layer_norm(&y, width + 2, 3, width, gain, bias, 1e-5)
    for row in 0..<3 {
      let values = x[(row * (width + 2))..<(row * (width + 2) + width)].map(Double.init)
      let mean = values.reduce(0, +) / Double(width)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      for i in 0..<width {
        let expected = (values[i] - mean) / (variance + 1e-5).squareRoot() * Double(gain[i]) + Double(bias[i])
        #expect(abs(Double(y[row * (width + 2) + i]) - expected) < 3e-4)
      }
      #expect(y[row * (width + 2) + width] == x[row * (width + 2) + width])
    }
  }

  @Test func `every half-precision number widens to itself`() {
    let bits = (0...UInt16.max).map(\.self)
    var floats = [Float](repeating: 0, count: bits.count)
    encoder_widen(.ENCODER_F16, bits, bits.count, &floats)
    let wrong = bits.indices.filter { index in
      let expected = Float(Float16(bitPattern: bits[index]))
      return expected.isNaN ? !floats[index].isNaN : expected.bitPattern != floats[index].bitPattern
    }
    #expect(wrong.isEmpty)
  }

  @Test func `a bfloat is the upper half of a float`() {
    var floats = [Float](repeating: 0, count: 3)
    encoder_widen(.ENCODER_BF16, [0x3f80, 0xc049, 0x0001] as [UInt16], 3, &floats)
    #expect(floats == [1, Float(bitPattern: 0xc049_0000), Float(bitPattern: 0x0001_0000)])
  }

  @Test(arguments: [[0, 0, 0], [.nan, 1, 2], [.infinity, 1, 2]] as [[Float]])
  func `a vector without direction is left alone and its length says so`(vector: [Float]) {
    var scaled = vector
    let norm = encoder_normalise(&scaled, 3)
    #expect(norm == 0 || !norm.isFinite)
    #expect(scaled.map(\.bitPattern) == vector.map(\.bitPattern))
  }

  /// The nearest bfloat16, by the remainder in double precision.
  private func toBF16(_ x: Float) -> Float {
    guard x != 0 else { return x }
    let step = scalbn(1.0, Int(x.exponent) - 7)
    return Float((Double(x) / step).rounded(.toNearestOrEven) * step)
  }

  private func gelu(_ x: Double) -> Double { 0.5 * x * erfc(-x / 2.0.squareRoot()) }
}

/// A layer packed from row-major matrices that lie side by side.
private struct Packed {
  var panels: [Float]
  var bias: [Float]
  var depth: Int
  var columns: Int

  init(_ parts: [(weights: [Float], bias: [Float])], depth: Int, scales: [Float] = [1]) {
    columns = parts.reduce(0) { $0 + $1.bias.count }
    let padded = (columns + 63) / 64 * 64
    (panels, self.depth) = ([Float](repeating: 0, count: padded * depth), depth)
    bias = parts.flatMap(\.bias) + [Float](repeating: 0, count: padded - columns)
    var first = 0
    for (part, scale) in zip(parts, scales) {
      encoder_pack(.ENCODER_F32, part.weights, part.bias.count, depth, scale, first, &panels)
      first += part.bias.count
    }
  }

  func apply(_ set: encoder_instructions, _ x: [Float], rows: Int, to y: inout [Float], _ epilogue: encoder_epilogue) {
    panels.withUnsafeBufferPointer { panels in
      bias.withUnsafeBufferPointer { bias in
        var weights = encoder_weights(
          panels: panels.baseAddress!, bias: bias.baseAddress!, depth: depth, columns: columns)
        encoder_kernels_for(set).pointee.linear(&weights, x, depth, rows, &y, bias.count, epilogue)
      }
    }
  }
}
