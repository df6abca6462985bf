import PostgresStore
import Testing

@Suite struct PatienceTests {
  @Test func `the first retry is at once, later ones wait longer, and the end is kept`() {
    var patience = Patience(.seconds(20))
    var now: Duration = .seconds(1000)
    var pauses: [Duration] = []
    while let pause = patience.pause(now: now, chance: 0.999_999) {
      pauses.append(pause)
      now += pause + .milliseconds(1)
      if pauses.count > 100 { break }
    }
    #expect(pauses.first == .zero)
    #expect(pauses.dropLast() == pauses.dropLast().sorted())
    #expect(pauses.allSatisfy { $0 <= .seconds(5) })
    #expect((10...20).contains(pauses.count))
    #expect(now - .seconds(1000) >= .seconds(20))
    #expect(now - .seconds(1000) < .seconds(21))
  }

  @Test func `without patience there is no retry`() {
    var patience = Patience(.zero)
    #expect(patience.pause(now: .zero, chance: 0) == nil)
  }
}
