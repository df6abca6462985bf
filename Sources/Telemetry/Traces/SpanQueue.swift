/// Spans that wait to be sent, at most so many.
struct SpanQueue: Sendable {
  let capacity: Int
  private var spans: [SpanRecord] = []

  init(capacity: Int) { self.capacity = capacity }

  var count: Int { spans.count }

  /// False where there is no room: what is newest is dropped, so that traces begun earlier stay whole.
  mutating func offer(_ span: SpanRecord) -> Bool {
    guard spans.count < capacity else { return false }
    spans.append(span)
    return true
  }

  /// The oldest, at most so many.
  mutating func take(_ count: Int) -> [SpanRecord] {
    let taken = Array(spans.prefix(count))
    spans.removeFirst(taken.count)
    return taken
  }
}
