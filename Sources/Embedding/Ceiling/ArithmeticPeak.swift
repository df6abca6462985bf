import CKernels
import Threading

/// How many products a second this machine's processors can form and add, by what they multiply: measured by loops that do
/// nothing else, on several threads at once, since cores share clocks and power.
package struct ArithmeticPeak: Hashable, Sendable {
  package enum Operand: CaseIterable, Sendable {
    case floats, bfloats, shorts, bytes

    fileprivate var code: encoder_arithmetic {
      switch self {
      case .floats: .ENCODER_FLOATS
      case .bfloats: .ENCODER_BFLOATS
      case .shorts: .ENCODER_SHORTS
      case .bytes: .ENCODER_BYTES
      }
    }
  }

  /// Multiply-adds a second, of all threads together.
  package private(set) var rates: [Operand: Double] = [:]

  package subscript(operand: Operand) -> Double { rates[operand] ?? 0 }

  /// Takes about 0.1 s for each operand.
  package static func measure(_ operands: [Operand], threads: Int) async -> ArithmeticPeak {
    let crew = (0..<max(1, threads)).map { Multiplier(number: $0) }
    var peak = ArithmeticPeak()
    for operand in operands {
      peak.rates[operand] = await withTaskGroup(of: Double.self) { group in
        for multiplier in crew { group.addTask { await multiplier.rate(operand) } }
        return await group.reduce(0, +)
      }
    }
    return peak
  }
}

/// Multiplies on a thread of its own.
private actor Multiplier {
  private let executor: ThreadExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(number: Int) { executor = ThreadExecutor(name: "multiply-\(number)") }

  /// Multiply-adds a second: the best of ten looks, since whatever disturbs a look makes it slower.
  func rate(_ operand: ArithmeticPeak.Operand) -> Double {
    var rounds: UInt64 = 1 << 10
    // Long enough for the clock: some 10 ms.
    while seconds(operand, rounds).elapsed < 0.005, rounds < 1 << 40 { rounds *= 2 }
    return (0..<10).reduce(0) { best, _ in
      let look = seconds(operand, rounds)
      return max(best, Double(look.products) / look.elapsed)
    }
  }

  private func seconds(
    _ operand: ArithmeticPeak.Operand, _ rounds: UInt64
  ) -> (products: UInt64, elapsed: Double) {
    var products: UInt64 = 0
    let elapsed = ContinuousClock().measure { products = encoder_multiply_idly(operand.code, rounds) }
    return (products, max(elapsed / .seconds(1), 1e-9))
  }
}
