import Indexing
import Running
import Testing

@Suite struct BusyTimeTests {
  private let start = ContinuousClock.now

  @Test func `workers at the same stage count once, pauses and other stages not at all`() {
    let busy = BusyTime()
    busy.begin(.embed, at: start)
    busy.begin(.embed, at: start + .seconds(2))
    busy.begin(.chunk, at: start + .seconds(2))
    busy.end(.embed, at: start + .seconds(5))
    busy.end(.chunk, at: start + .seconds(6))
    #expect(busy.duration(of: .embed) == .zero, "one is still at it")
    busy.end(.embed, at: start + .seconds(7))
    busy.begin(.embed, at: start + .seconds(20))
    busy.end(.embed, at: start + .seconds(21))
    #expect(busy.duration(of: .embed) == .seconds(8))
    #expect(busy.duration(of: .chunk) == .seconds(4))
    #expect(busy.duration(of: .extract) == .zero)
  }
}
