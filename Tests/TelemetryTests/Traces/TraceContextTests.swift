import Telemetry
import Testing

@Suite struct TraceContextTests {
  private static let valid = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

  @Test func `a header is read and written back`() throws {
    let context = try #require(TraceContext(traceparent: Self.valid, tracestate: "rojo=00f067aa0ba902b7,congo=t61"))
    #expect(context.traceID.description == "0af7651916cd43dd8448eb211c80319c")
    #expect(context.spanID.description == "b7ad6b7169203331")
    #expect(context.isSampled && context.state == "rojo=00f067aa0ba902b7,congo=t61")
    #expect(context.traceparent == Self.valid)
  }

  @Test(arguments: [
    ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", false),
    ("00-00000000000000000000000000000001-0000000000000001-03", true),
    ("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true),
    ("fe-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes-later", true),
  ])
  func `other flags and later versions are read`(header: String, isSampled: Bool) throws {
    #expect(try #require(TraceContext(traceparent: header, tracestate: nil)).isSampled == isSampled)
  }

  @Test(arguments: [
    "", "-", "---", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
    "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
    "00-00000000000000000000000000000000-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
    "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319cc-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
    " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n",
    "00-0af7651916cd43dd8448eb211c8031+c-b7ad6b7169203331-01",
    "00-é af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", String(repeating: "-", count: 100_000),
  ])
  func `a header that is wrong in any way is no header`(header: String) {
    #expect(TraceContext(traceparent: header, tracestate: nil) == nil)
  }

  @Test(arguments: [
    String(repeating: "a", count: 513), "a=b\r\nset-cookie: c=d", "a=é", "a=\u{0}",
  ])
  func `a state that could do harm is dropped, the trace goes on`(state: String) throws {
    #expect(try #require(TraceContext(traceparent: Self.valid, tracestate: state)).state == "")
  }
}
