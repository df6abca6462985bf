import Corpus
import Fixtures

/// Clients that ask one endpoint as fast as they are let, in simulated time.
struct Crowd: Sendable {
  struct Request {
    var time: Double
    var tokens: Int
  }

  var policy: EndpointPolicy
  var clients = 20
  var tokens = 1...1
  var latency = 0.05...1.5
  var seconds = 3600.0
  /// How a request that was sent at some time ends.
  var outcome: @Sendable (_ sent: Double, inout SeededGenerator) -> EndpointOutcome = { _, _ in .success }

  /// Every request that was let through, in order of time, and how often was asked.
  func run(seed: UInt64) -> (requests: [Request], asks: Int, outcomes: [(time: Double, outcome: EndpointOutcome)]) {
    struct Client {
      var next: Double
      var tokens: Int
      var sent: Double?
    }
    var generator = SeededGenerator(seed: seed)
    var state = EndpointState()
    // The clock of a database counts from 1970: its numbers are large.
    let start = 1_770_000_000.0
    var crowd = (0..<clients).map { _ in
      Client(next: start + .random(in: 0...1, using: &generator), tokens: .random(in: tokens, using: &generator))
    }
    var requests: [Request] = []
    var outcomes: [(time: Double, outcome: EndpointOutcome)] = []
    var asks = 0
    while true {
      var first = 0
      for index in crowd.indices where crowd[index].next < crowd[first].next { first = index }
      let now = crowd[first].next
      guard now < start + seconds else { return (requests, asks, outcomes) }
      if let sent = crowd[first].sent {
        let ending = outcome(sent - start, &generator)
        state.note(ending, policy: policy, now: now)
        outcomes.append((now - start, ending))
        crowd[first].sent = nil
        crowd[first].tokens = .random(in: tokens, using: &generator)
      }
      asks += 1
      switch state.admit(tokens: crowd[first].tokens, policy: policy, now: now) {
      case .go:
        requests.append(Request(time: now - start, tokens: crowd[first].tokens))
        crowd[first].sent = now
        crowd[first].next = now + .random(in: latency, using: &generator)
      case .wait(let wait), .refused(_, let wait):
        crowd[first].next = now + Admission.spread(wait, chance: .random(in: 0..<1, using: &generator))
      }
    }
  }
}
