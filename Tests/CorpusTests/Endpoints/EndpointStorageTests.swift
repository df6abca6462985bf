import Corpus
import Fixtures
import Foundation
import Testing

/// States that another machine wrote, and what is believed of them.
@Suite struct EndpointStorageTests {
  private static let policy = EndpointPolicy(requestsPerMinute: 60, tokensPerMinute: 6000)
  private static let now = 1_770_000_000.0

  private static func state(_ json: String) throws -> EndpointState {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(EndpointState.self, from: Data(json.utf8))
  }

  @Test func `a state is read back as it was written`() throws {
    var state = EndpointState()
    _ = state.admit(tokens: 1234, policy: Self.policy, now: Self.now + 0.1)
    for _ in 0..<5 { state.note(.failed(retryAfter: 1.5), policy: Self.policy, now: Self.now + 0.3) }
    let json = String(decoding: try JSONEncoder().encode(state), as: UTF8.self)
    #expect(try Self.state(json) == state)
  }

  @Test(arguments: [
    "{}", "[]", "7", "null", #""text""#, #"{"requests":7,"breaker":"open","pausedUntil":"soon"}"#,
    #"{"breaker":{"phase":"ajar","failures":0,"openings":0,"since":0,"until":0}}"#,
    #"{"requests":{"missing":1e999},"later":{"key":1}}"#,
  ])
  func `what cannot be read is a new endpoint`(json: String) throws {
    #expect((try? Self.state(json)) ?? EndpointState() == EndpointState())
  }

  @Test func `what can be read is kept beside what cannot`() throws {
    var state = try Self.state(#"{"requests":null,"pausedUntil":\#(Self.now + 5)}"#)
    #expect(state.admit(tokens: 1, policy: Self.policy, now: Self.now) == .wait(seconds: 5))
  }

  @Test(arguments: ["nan", "inf", "-inf", "1e300", "-1e300"])
  func `times and amounts that nobody can have written stop nobody`(number: String) throws {
    let value = Double(number).map { $0.isFinite ? number : "\"\(number)\"" } ?? number
    let meter = #"{"missing":6,"at":\#(value)}"#
    var state = try Self.state(
      """
      {"requests":\(meter),"tokens":\(meter),"pausedUntil":\(value),
       "breaker":{"phase":"open","failures":3,"openings":1,"since":\(value),"until":\(value)}}
      """)
    #expect(state.admit(tokens: 600, policy: Self.policy, now: Self.now) == .go)
    _ = try JSONEncoder().encode(state)
  }

  @Test func `no stored state keeps an endpoint from being asked for long`() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var generator = SeededGenerator(seed: seed)
    func number() -> String {
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: ["\"nan\"", "\"inf\"", "\"-inf\"", "1e308", "-1e308"].randomElement(using: &generator)!
      case 1...3: "\(Self.now + .random(in: -5000...5000, using: &generator))"
      case 4...5: "\(Double.random(in: -100_000...100_000, using: &generator))"
      default: "\(Double.random(in: -1e18...1e18, using: &generator))"
      }
    }
    func count() -> Int { [Int.min, -1, 0, 1, 40, Int.max].randomElement(using: &generator)! }
    for _ in 0..<2000 {
      let phase = ["open", "closed", "probing"].randomElement(using: &generator)!
      let json = """
        {"requests":{"missing":\(number()),"at":\(number())},"tokens":{"missing":\(number()),"at":\(number())},
         "pausedUntil":\(number()),"breaker":{"phase":"\(phase)","failures":\(count()),"openings":\(count()),
         "since":\(number()),"until":\(number())}}
        """
      var state = try Self.state(json)
      var now = Self.now
      var admission = state.admit(tokens: 1, policy: Self.policy, now: now)
      for _ in 0..<100 {
        switch admission {
        case .go: break
        case .wait(let wait): now += wait
        case .refused(let open, let wait):
          #expect((0...1e9).contains(open))
          now += wait
        }
        if admission != .go { admission = state.admit(tokens: 1, policy: Self.policy, now: now) }
      }
      // The furthest time above, and a debt of an hour.
      #expect(admission == .go && now - Self.now < 5000 + 3700, "seed \(seed): \(json)")
      for _ in 0..<100 { state.note(.failed(retryAfter: 1), policy: Self.policy, now: now) }
      _ = try JSONEncoder().encode(state)
    }
  }

  @Test func `a clock that steps back a little takes no rate away, and gives none`() {
    var state = EndpointState()
    for _ in 0..<6 { _ = state.admit(tokens: 1, policy: Self.policy, now: Self.now) }
    #expect(state.admit(tokens: 1, policy: Self.policy, now: Self.now - 0.5) == .wait(seconds: 1))
  }
}
