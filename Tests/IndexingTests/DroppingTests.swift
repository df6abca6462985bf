import Indexing
import Testing

@Suite struct DroppingTests {
  @Test func `retired generations go past the number to keep, once their soak is over`() {
    let all = [
      generation(1, .retired, retiredAt: 100), generation(2, .retired, retiredAt: 200),
      generation(3, .retired, retiredAt: 300), generation(4, .live), generation(5, .failed), generation(6, .building),
    ]
    #expect(all.droppable(keep: 2, soak: .seconds(10), now: 1000) == [1, 2, 5])
    #expect(all.droppable(keep: 2, soak: .seconds(850), now: 1000) == [1, 5])
    #expect(all.droppable(keep: 4, soak: .zero, now: 1000) == [5])
  }
}
