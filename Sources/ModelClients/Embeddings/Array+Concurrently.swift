extension Array where Element: Sendable {
  /// Maps with at most `width` elements under way; results keep the order. The first error cancels the rest.
  func mapConcurrently<Value: Sendable>(
    width: Int, _ transform: @escaping @Sendable (Element) async throws -> Value
  ) async throws -> [Value] {
    try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      var values = [Value?](repeating: nil, count: count)
      for (index, element) in enumerated() {
        if index >= Swift.max(1, width), let (done, value) = try await group.next() { values[done] = value }
        group.addTask { (index, try await transform(element)) }
      }
      for try await (done, value) in group { values[done] = value }
      return values.compactMap { $0 }
    }
  }
}
