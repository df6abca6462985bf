extension [Generation] {
  /// Which generations may go: failed ones, and retired ones past the number to keep whose soak is over.
  ///
  /// - Parameter keep: generations to keep, the live one included.
  /// - Parameter now: seconds since 1970.
  package func droppable(keep: Int, soak: Duration, now: Double) -> [Int] {
    let failed = filter { $0.state == .failed }
    let retired = filter { $0.state == .retired }.sorted { ($0.retiredAt ?? 0) > ($1.retiredAt ?? 0) }
    let surplus = retired.dropFirst(Swift.max(0, keep - 1)).filter { generation in
      now - (generation.retiredAt ?? now) >= soak / .seconds(1)
    }
    return (failed + surplus).map(\.id).sorted()
  }
}
