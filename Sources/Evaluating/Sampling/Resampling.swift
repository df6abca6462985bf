import Corpus

/// Says how sure a figure is, by drawing from what was measured again and again.
package struct Resampling: Hashable, Sendable {
  package var rounds = 10_000
  package var seed: UInt64 = 42

  package init() {}

  /// The 95 % bootstrap interval of a mean (Efron, 1979; percentiles): the values' own mean if there is but one.
  package func interval(of values: [Double]) -> ClosedRange<Double> {
    guard values.count > 1 else { return values.mean...values.mean }
    var random = SeededRandom(seed: seed)
    var means: [Double] = []
    means.reserveCapacity(rounds)
    for _ in 0..<rounds {
      var sum = 0.0
      for _ in values.indices { sum += values[random.index(below: values.count)] }
      means.append(sum / Double(values.count))
    }
    means.sort()
    let tail = Int((Double(rounds) * 0.025).rounded(.down))
    return means[tail]...means[rounds - 1 - tail]
  }

  /// How likely a mean difference at least this far from 0 is, if neither side is better: each difference gets a random
  /// sign (Fisher's randomisation test, two-sided; Smucker, Allan and Carterette, 2007).
  package func significance(ofDifferences differences: [Double]) -> Double {
    let observed = abs(differences.reduce(0, +)) * (1 - 1e-12)
    guard observed > 0 else { return 1 }
    var random = SeededRandom(seed: seed)
    var extreme = 0
    for _ in 0..<rounds {
      var (sum, signs, left) = (0.0, UInt64(0), 0)
      for difference in differences {
        if left == 0 { (signs, left) = (random.next(), 64) }
        sum += signs & 1 == 0 ? difference : -difference
        signs >>= 1
        left -= 1
      }
      if abs(sum) >= observed { extreme += 1 }
    }
    return Double(extreme + 1) / Double(rounds + 1)
  }

  /// How likely means this far apart are, if both samples come from one source: values change sides at random (two-sided).
  package func significance(of first: [Double], _ second: [Double]) -> Double {
    guard !first.isEmpty, !second.isEmpty else { return 1 }
    let observed = abs(first.mean - second.mean) * (1 - 1e-12)
    guard observed > 0 else { return 1 }
    var random = SeededRandom(seed: seed)
    var all = first + second
    let total = all.reduce(0, +)
    var extreme = 0
    for _ in 0..<rounds {
      var sum = 0.0
      for place in first.indices {
        all.swapAt(place, place + random.index(below: all.count - place))
        sum += all[place]
      }
      if abs(sum / Double(first.count) - (total - sum) / Double(second.count)) >= observed { extreme += 1 }
    }
    return Double(extreme + 1) / Double(rounds + 1)
  }
}
