/// The headers of W3C Trace Context (https://www.w3.org/TR/trace-context).
extension TraceContext {
  /// Reads `traceparent` and `tracestate`; nil where the first is missing or wrong in any way.
  ///
  /// A state that is too long or no printable ASCII is dropped: it goes out again in our own requests.
  package init?(traceparent: String, tracestate: String?) {
    let fields = traceparent.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false).map(\.utf8)
    guard fields.count >= 4, fields.prefix(4).map(\.count) == [2, 32, 16, 2],
      let version = UInt64(hexadecimal: fields[0]), version != 0xFF,
      // The first version has four fields; later ones may have more.
      fields.count == 4 || version > 0,
      let high = UInt64(hexadecimal: fields[1].prefix(16)), let low = UInt64(hexadecimal: fields[1].dropFirst(16)),
      let span = UInt64(hexadecimal: fields[2]), let flags = UInt64(hexadecimal: fields[3]),
      high | low != 0, span != 0
    else { return nil }
    let state = tracestate ?? ""
    let isSound = state.utf8.count <= 512 && state.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    self.init(
      traceID: TraceID(high: high, low: low), spanID: SpanID(bits: span), isSampled: flags & 1 == 1,
      state: isSound ? state : "")
  }

  package var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }
}
