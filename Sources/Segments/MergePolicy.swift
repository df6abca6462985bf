/// Says which segments to write into one, so that few remain and no byte is written often.
///
/// Segments are sorted by size into tiers, each a factor wider than the last; a tier that has as many segments as the
/// factor becomes one of the next. A segment that is to a large part deleted is rewritten whatever its tier.
package struct MergePolicy: Hashable, Sendable {
  /// What the policy looks at.
  package struct Candidate: Hashable, Sendable {
    package var documents: Int
    package var deleted: Int
    package var bytes: Int

    package init(documents: Int, deleted: Int, bytes: Int) {
      self.documents = documents
      self.deleted = deleted
      self.bytes = bytes
    }

    /// Bytes that a merge would keep.
    var liveBytes: Int { documents == 0 ? 0 : Int(Double(bytes) * Double(documents - deleted) / Double(documents)) }
  }

  /// Segments that make a tier full, and the ratio between tiers.
  package var factor = 8
  /// The share of deleted documents above which a segment is rewritten.
  package var mostDeleted = 0.3
  /// Segments below this size are of one tier.
  package var smallest = 1 << 20
  /// Segments above this size are left alone unless too much of them is deleted.
  package var largest = 8 << 30

  package init() {}

  /// Groups of indices into `segments`, each to be merged into one; no index is in two groups. Ascending.
  package func merges(_ segments: [Candidate]) -> [[Int]] {
    let decayed = segments.indices.filter {
      Double(segments[$0].deleted) > mostDeleted * Double(segments[$0].documents)
    }
    let rest = segments.indices.filter { !decayed.contains($0) && segments[$0].bytes <= largest }
    let tiers = Dictionary(grouping: rest) { tier(segments[$0].liveBytes) }
    let full = tiers.filter { $0.value.count >= factor }
    guard !full.isEmpty || !decayed.isEmpty else { return [] }
    // The decayed ride along with the smallest full tier: they are to be written anyway.
    let first = full.keys.min()
    let groups = full.map { tier, members in (members + (tier == first ? decayed : [])).sorted() }
    return (first == nil ? [decayed] : groups).sorted { $0[0] < $1[0] }
  }

  private func tier(_ bytes: Int) -> Int {
    var (tier, limit) = (0, smallest)
    while bytes > limit {
      tier += 1
      limit = limit.multipliedReportingOverflow(by: factor).overflow ? .max : limit * factor
    }
    return tier
  }
}
