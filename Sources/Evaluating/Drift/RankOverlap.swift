import Foundation

/// How alike two rankings are.
package struct RankOverlap: Hashable, Sendable {
  /// The share of the first k that both have; of the longer list if both are shorter.
  package let overlap: Double
  /// Rank-biased overlap (Webber, Moffat and Zobel, 2010), extrapolated from what was seen: 1 for equal lists, 0 for lists
  /// with nothing in common; the first places count most.
  package let rankBiased: Double

  /// - Parameter persistence: how likely a reader is to look one place further, from above 0 to below 1.
  package init(_ first: Ranking, _ second: Ranking, k: Int, persistence: Double = 0.9) {
    let (a, b) = (first.documents, second.documents)
    let wanted = min(k, max(a.count, b.count))
    let common = Set(a.prefix(k)).intersection(b.prefix(k)).count
    overlap = wanted == 0 ? 1 : Double(common) / Double(wanted)
    rankBiased = Self.rankBiased(a, b, persistence)
  }

  /// Equation 32 of the paper: lists of unequal length, each agreement extrapolated.
  private static func rankBiased(_ a: [String], _ b: [String], _ p: Double) -> Double {
    let (short, long) = a.count <= b.count ? (a, b) : (b, a)
    guard !short.isEmpty else { return long.isEmpty ? 1 : 0 }
    var (seenShort, seenLong): (Set<String>, Set<String>) = ([], [])
    var (common, atShort, sum, weight) = (0, 0, 0.0, 1.0)
    for depth in 1...long.count {
      let fromLong = long[depth - 1]
      if depth <= short.count {
        let fromShort = short[depth - 1]
        if fromShort == fromLong {
          common += 1
        } else {
          common += (seenLong.contains(fromShort) ? 1 : 0) + (seenShort.contains(fromLong) ? 1 : 0)
        }
        seenShort.insert(fromShort)
        atShort = common
      } else if seenShort.contains(fromLong) {
        common += 1
      }
      seenLong.insert(fromLong)
      weight *= p
      sum += Double(common) / Double(depth) * weight
      if depth > short.count {
        sum += Double(atShort) * Double(depth - short.count) / (Double(short.count) * Double(depth)) * weight
      }
    }
    let (s, l) = (Double(short.count), Double(long.count))
    let rest = ((Double(common) - Double(atShort)) / l + Double(atShort) / s) * weight
    return (1 - p) / p * sum + rest
  }
}
