import Foundation

/// Where numbers stand between two ends of a drawing, evenly or by their logarithms.
struct Axis {
  let domain: ClosedRange<Double>
  let isLogarithmic: Bool
  let start: Double
  let end: Double
  /// Between ticks; of an even axis.
  private let step: Double

  /// Widens what is to be shown to the next ticks; numbers that cannot be drawn are left out.
  init(_ values: some Sequence<Double>, isLogarithmic: Bool = false, fromZero: Bool = false, start: Double, end: Double)
  {
    let shown = values.filter { $0.isFinite && (!isLogarithmic || $0 > 0) }
    var (low, high) = (shown.min() ?? (isLogarithmic ? 1 : 0), shown.max() ?? 1)
    if fromZero, !isLogarithmic { low = min(0, low) }
    if low == high {
      let room = low == 0 ? 1 : abs(low) / 2
      (low, high) = isLogarithmic ? (low / 2, high * 2) : (low == 0 || fromZero ? low : low - room, high + room)
    }
    step = isLogarithmic ? 1 : Self.step(high - low)
    if !isLogarithmic {
      (low, high) = ((low / step).rounded(.down) * step, (high / step).rounded(.up) * step)
    } else {
      (low, high) = (low / 1.15, high * 1.15)
    }
    domain = low...high
    self.isLogarithmic = isLogarithmic
    self.start = start
    self.end = end
  }

  func position(_ value: Double) -> Double {
    let (low, high) = (domain.lowerBound, domain.upperBound)
    let clamped = min(max(value, low), high)
    let share = isLogarithmic ? log(clamped / low) / log(high / low) : (clamped - low) / (high - low)
    return start + share * (end - start)
  }

  var ticks: [Double] {
    guard isLogarithmic else {
      let count = Int(((domain.upperBound - domain.lowerBound) / step).rounded())
      return (0...max(1, count)).map { domain.lowerBound + Double($0) * step }
    }
    let decades = Int(log10(domain.lowerBound).rounded(.down))...Int(log10(domain.upperBound).rounded(.up))
    let factors: [Double] = decades.count > 4 ? [1] : [1, 2, 5]
    return decades.flatMap { decade in factors.map { $0 * pow(10, Double(decade)) } }.filter(domain.contains)
  }

  /// 1, 2 or 5 times a power of ten, so that there are about five.
  private static func step(_ span: Double) -> Double {
    let power = pow(10, log10(span / 5).rounded(.down))
    let factor = [1, 2, 5, 10].first { $0 * power >= span / 5.5 } ?? 10
    return factor * power
  }

  /// As short as its neighbours allow.
  static func label(_ tick: Double) -> String {
    switch abs(tick) {
    case 0: "0"
    case 1e6...: trimmed(tick / 1e6) + "M"
    case 1e4...: trimmed(tick / 1e3) + "k"
    default: trimmed(tick)
    }
  }

  private static func trimmed(_ value: Double) -> String {
    let text = String(format: abs(value) >= 1 ? "%.2f" : "%.4f", value)
    guard text.contains(".") else { return text }
    var short = text[...]
    while short.last == "0" { short.removeLast() }
    if short.last == "." { short.removeLast() }
    return String(short)
  }
}
