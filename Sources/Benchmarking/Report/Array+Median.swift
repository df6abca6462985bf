extension [Double] {
  /// The middle value; the mean of the two middle ones of an even number; 0 of none.
  package var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = self.sorted()
    return sorted.count.isMultiple(of: 2)
      ? (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2 : sorted[sorted.count / 2]
  }
}
