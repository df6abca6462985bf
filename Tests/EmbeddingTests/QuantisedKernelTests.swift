import CKernels
import Embedding
import Foundation
import Testing

/// Every integer kernel of every instruction set of this machine against a naive reference, and against each other.
@Suite struct QuantisedKernelTests {
  static let sets = [encoder_instructions.ENCODER_PLAIN, .ENCODER_AVX2, .ENCODER_VNNI].filter(encoder_has)

  @Test(arguments: [(1, 4, 3, 4), (5, 72, 70, 72), (6, 384, 64, 384), (13, 384, 192, 128), (20, 256, 130, 64)])
  func `linear is what its rounded operands say, the same bits on every set`(
    size: (rows: Int, depth: Int, columns: Int, group: Int)
  ) {
    let (rows, depth, columns, group) = size, padded = (columns + 63) / 64 * 64
    var random = Noise(seed: UInt64(rows * depth))
    let weights = random.floats(columns * depth), bias = random.floats(padded), before = random.floats(rows * padded)
    let layer = Rounded(weights, bias: bias, depth: depth, columns: columns, group: group)
    let x = random.floats(rows * depth).map { UInt8(max(0, min(255, 128 + $0 * 128))) }
    let scales = (0..<rows).map { encoder_row(scale: 0.01 + Float($0) / 500, zero: Float(100 + $0)) }
    for epilogue in [encoder_epilogue.ENCODER_STORE, .ENCODER_ADD, .ENCODER_GELU] {
      let answers = Self.sets.map { layer.apply($0, x, scales, to: before, epilogue) }
      #expect(answers.allSatisfy { $0 == answers[0] })
      var wrong = 0
      for row in 0..<rows {
        for column in 0..<columns {
          var sum = Double(bias[column])
          for k in 0..<depth {
            let activation = Double(scales[row].scale) * (Double(x[row * depth + k]) - Double(scales[row].zero))
            sum += activation * layer.weight(column, k)
          }
          if epilogue == .ENCODER_ADD { sum += Double(before[row * padded + column]) }
          if epilogue == .ENCODER_GELU { sum = 0.5 * sum * erfc(-sum / 2.0.squareRoot()) }
          let tolerance = epilogue == .ENCODER_GELU ? 2.5e-4 : 1e-4
          if !(abs(Double(answers[0][row * padded + column]) - sum) < tolerance) { wrong += 1 }
        }
      }
      #expect(wrong == 0)
    }
  }

  @Test func `the largest bytes there are do not overflow`() {
    let layer = Rounded(
      Array(repeating: -1, count: 64 * 1024), bias: Array(repeating: 0, count: 64), depth: 1024, columns: 64,
      group: 1024)
    let x = [UInt8](repeating: 255, count: 1024)
    for set in Self.sets {
      let y = layer.apply(set, x, [encoder_row(scale: 1, zero: 0)], to: Array(repeating: 0, count: 64), .ENCODER_STORE)
      #expect(y.allSatisfy { abs($0 + 255 * 1024) < 0.1 })
    }
  }

  @Test(arguments: [1, 15, 16, 24, 100, 384])
  func `rounding a row is off by half a step at most, and the same on every set`(width: Int) {
    var random = Noise(seed: UInt64(width))
    let rows = 4, padded = (width + 3) / 4 * 4
    var x = random.floats(rows * (width + 3)).map { $0 * 7 + 2 }
    for column in 0..<width { x[3 * (width + 3) + column] = 0 }
    let smoothing = random.floats(width).map { abs($0) + 0.1 }
    let answers = Self.sets.map { set -> [UInt8] in
      var q = [UInt8](repeating: 9, count: rows * (padded + 2))
      var scales = Array(repeating: encoder_row(), count: rows)
      encoder_quantised_kernels_for(set).pointee.quantise(
        x, width + 3, rows, width, smoothing, padded, &q, padded + 2, &scales)
      for row in 0..<rows {
        for column in 0..<width {
          let value = Double(x[row * (width + 3) + column]) * Double(smoothing[column])
          let scale = Double(scales[row].scale)
          let restored = scale * (Double(q[row * (padded + 2) + column]) - Double(scales[row].zero))
          // The zero is rounded as well: at either end of the range that may cost half a step more.
          #expect(abs(restored - value) <= 1.01 * scale)
        }
        #expect(q[(row * (padded + 2) + width)..<(row * (padded + 2) + padded)].allSatisfy { $0 == 0 })
        #expect(q[(row * (padded + 2) + padded)..<((row + 1) * (padded + 2))].allSatisfy { $0 == 9 })
      }
      return q
    }
    #expect(answers.allSatisfy { $0 == answers[0] })
  }

  @Test(arguments: [1, 7, 16, 24, 100, 384])
  func `layer norm is exact also far from zero, and the same on every set`(width: Int) {
    var random = Noise(seed: UInt64(width))
    let x = random.floats(3 * (width + 2)).map { $0 + 500 }, gain = random.floats(width), bias = random.floats(width)
    let padded = (width + 3) / 4 * 4
    let answers = Self.sets.map { set -> [Float] in
      var y = x, q = [UInt8](repeating: 0, count: 3 * padded), scales = Array(repeating: encoder_row(), count: 3)
      encoder_quantised_kernels_for(set).pointee.norm_quantise(
        &y, width + 2, 3, width, gain, bias, 1e-5, nil, padded, &q, padded, &scales)
      return y
    }
    #expect(answers.allSatisfy { $0 == answers[0] })
    for row in 0..<3 {
      let values = x[(row * (width + 2))..<(row * (width + 2) + width)].map(Double.init)
      let mean = values.reduce(0, +) / Double(width)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      for i in 0..<width {
        let expected = (values[i] - mean) / (variance + 1e-5).squareRoot() * Double(gain[i]) + Double(bias[i])
        #expect(abs(Double(answers[0][row * (width + 2) + i]) - expected) < 3e-4)
      }
      #expect(answers[0][row * (width + 2) + width] == x[row * (width + 2) + width])
    }
  }

  @Test(arguments: [
    (1, 1, 8), (7, 3, 8), (16, 2, 32), (65, 1, 32), (130, 1, 7), (9, 1, 64), (33, 1, 80), (512, 1, 16), (600, 2, 32),
    (20, 1, 200),
  ])
  func `attention is a softmax over the sequence's own tokens, the same bits on every set`(
    size: (length: Int, heads: Int, width: Int)
  ) {
    let (length, heads, width) = size, hidden = heads * width, stride = 3 * hidden + 5
    var random = Noise(seed: UInt64(length * width))
    // Scores of nothing at all, next to nothing, and hundreds, where an exponential without care overflows.
    for magnitude in [Float(0), 0.01, 1, 12] {
      let qkv = random.floats(length * stride).map { $0 * magnitude }
      let answers = Self.sets.map { set -> [Float] in
        let kernels = encoder_quantised_kernels_for(set).pointee
        let needed = kernels.attention_bytes(length, width)
        var y = [Float](repeating: 7, count: length * (hidden + 3)), scratch = [UInt8](repeating: 7, count: needed + 64)
        qkv.withUnsafeBufferPointer {
          let q = $0.baseAddress!
          kernels.attention(q, q + hidden, q + 2 * hidden, stride, length, heads, width, &y, hidden + 3, &scratch)
        }
        #expect(scratch[needed...].allSatisfy { $0 == 7 })
        return y
      }
      #expect(answers.allSatisfy { $0 == answers[0] })

      var wrong = 0
      for row in [0, length / 2, length - 1] {
        for head in 0..<heads {
          func at(_ row: Int, _ part: Int, _ i: Int) -> Double {
            Double(qkv[row * stride + part * hidden + head * width + i])
          }
          let scores = (0..<length).map { key in (0..<width).reduce(0) { $0 + at(row, 0, $1) * at(key, 1, $1) } }
          let peak = scores.max() ?? 0, weights = scores.map { exp2($0 - peak) }, total = weights.reduce(0, +)
          for i in 0..<width {
            let expected = (0..<length).reduce(0) { $0 + weights[$1] * at($1, 2, i) } / total
            let difference = abs(Double(answers[0][row * (hidden + 3) + head * width + i]) - expected)
            if !(difference < 2e-3 * Double(magnitude * max(magnitude, 1)) + 1e-9) { wrong += 1 }
          }
        }
        #expect(answers[0][(row * (hidden + 3) + hidden)..<((row + 1) * (hidden + 3))].allSatisfy { $0 == 7 })
      }
      #expect(wrong == 0)
    }
  }
}

/// A layer rounded from a row-major matrix.
private struct Rounded {
  var panels: [Int8]
  var scales: [Float]
  var offsets: [Float]
  var bias: [Float]
  var depth: Int
  var columns: Int
  var group: Int

  init(_ weights: [Float], bias: [Float], depth: Int, columns: Int, group: Int) {
    panels = Array(repeating: 0, count: bias.count * depth)
    scales = Array(repeating: 0, count: bias.count * depth / group)
    offsets = Array(repeating: 0, count: bias.count)
    (self.bias, self.depth, self.columns, self.group) = (bias, depth, columns, group)
    weights.withUnsafeBytes {
      encoder_quantise_weights(
        encoder_matrix(start: $0.baseAddress!, element: .ENCODER_F32, stride: depth), columns, depth, 1, nil, 0, depth,
        group, bias.count, &panels, &scales, &offsets)
    }
    for column in 0..<columns {
      for k in 0..<depth {
        let step = Double(scales[k / group * bias.count + column])
        #expect(abs(weight(column, k) - Double(weights[column * depth + k])) <= 0.501 * step)
      }
    }
  }

  /// The weight that the panels stand for.
  func weight(_ column: Int, _ k: Int) -> Double {
    let panel = column / 64 * 64 * depth
    let rounded = panels[panel + k / 4 * 256 + column % 64 * 4 + k % 4]
    return Double(rounded) * Double(scales[k / group * bias.count + column])
  }

  func apply(
    _ set: encoder_instructions, _ x: [UInt8], _ rows: [encoder_row], to before: [Float], _ epilogue: encoder_epilogue
  ) -> [Float] {
    var y = before
    panels.withUnsafeBufferPointer { panels in
      scales.withUnsafeBufferPointer { scales in
        offsets.withUnsafeBufferPointer { offsets in
          bias.withUnsafeBufferPointer { bias in
            var weights = encoder_quantised_weights(
              panels: panels.baseAddress!, scales: scales.baseAddress!, offsets: offsets.baseAddress!,
              bias: bias.baseAddress!, depth: depth, group: group, columns: columns)
            encoder_quantised_kernels_for(set).pointee.linear(
              &weights, x, depth, rows, rows.count, &y, bias.count, epilogue)
          }
        }
      }
    }
    return y
  }
}
