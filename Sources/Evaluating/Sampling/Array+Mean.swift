extension [Double] {
  /// 0 of none.
  package var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }
}
