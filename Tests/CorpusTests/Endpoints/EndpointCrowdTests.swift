import Corpus
import Testing

/// Twenty clients with latencies drawn by lot, over an hour.
@Suite struct EndpointCrowdTests {
  private static let crowds = [
    Crowd(policy: EndpointPolicy(requestsPerMinute: 6), seconds: 36_000),
    Crowd(policy: EndpointPolicy(requestsPerMinute: 60)),
    Crowd(policy: EndpointPolicy(requestsPerMinute: 600)),
    Crowd(policy: EndpointPolicy(requestsPerMinute: 1800), latency: 0.05...0.5),
    Crowd(policy: EndpointPolicy(tokensPerMinute: 1_000_000), tokens: 100...16_384),
    // One request is more than the bucket holds.
    Crowd(policy: EndpointPolicy(tokensPerMinute: 100_000), tokens: 12_000...16_384),
    Crowd(policy: EndpointPolicy(requestsPerMinute: 300, tokensPerMinute: 2_000_000), tokens: 1000...16_384),
  ]

  @Test(arguments: crowds.indices)
  func `no minute has more than the rate and a burst, and hardly any of the rate is left`(number: Int) {
    let crowd = Self.crowds[number]
    let seed = UInt64.random(in: 0 ... .max)
    let (requests, asks, _) = crowd.run(seed: seed)
    let policy = crowd.policy
    let note: Comment = "crowd \(number), seed \(seed), \(asks) asks for \(requests.count) requests"
    var uses: [Double] = []
    if policy.requestsPerMinute > 0 {
      let limit = Double(policy.requestsPerMinute)
      #expect(Self.busiestMinute(requests) { _ in 1 } <= limit + max(1, limit / 10) + limit * 1e-4, note)
      uses.append(Double(requests.count) / (limit * crowd.seconds / 60))
    }
    if policy.tokensPerMinute > 0 {
      let limit = Double(policy.tokensPerMinute)
      let burst = max(limit / 10, Double(crowd.tokens.upperBound))
      #expect(Self.busiestMinute(requests) { Double($0.tokens) } <= limit + burst + limit * 1e-4, note)
      uses.append(requests.reduce(0) { $0 + Double($1.tokens) } / (limit * crowd.seconds / 60))
    }
    #expect(uses.max() ?? 0 >= 0.95, note)
  }

  @Test func `nobody asks while anybody was told to stay away`() {
    let seed = UInt64.random(in: 0 ... .max)
    var crowd = Crowd(policy: EndpointPolicy(requestsPerMinute: 1200))
    crowd.outcome = { _, generator in
      switch Int.random(in: 0..<100, using: &generator) {
      case 0: .throttled(retryAfter: .random(in: 1...60, using: &generator))
      case 1: .failed(retryAfter: .random(in: 1...60, using: &generator))
      default: .success
      }
    }
    let (requests, _, outcomes) = crowd.run(seed: seed)
    var pauses = 0
    for case (let time, .throttled(let wish?)) in outcomes {
      pauses += 1
      #expect(!requests.contains { $0.time >= time && $0.time < time + wish - 1e-6 }, "seed \(seed)")
    }
    for case (let time, .failed(let wish?)) in outcomes {
      #expect(!requests.contains { $0.time >= time && $0.time < time + wish - 1e-6 }, "seed \(seed)")
    }
    #expect(pauses > 10 && requests.count > 100, "seed \(seed)")
  }

  @Test func `an endpoint that is down is asked by one client at a time, and used by all once it is back`() {
    let seed = UInt64.random(in: 0 ... .max)
    var crowd = Crowd(policy: EndpointPolicy())
    let outage = 600.0..<1800.0
    crowd.outcome = { sent, _ in outage.contains(sent) ? .failed(retryAfter: nil) : .success }
    let requests = crowd.run(seed: seed).requests
    // What was under way when the first failures came in is past.
    let probes = requests.map(\.time).filter { $0 > outage.lowerBound + 5 && $0 < outage.upperBound }
    #expect((3...12).contains(probes.count), "seed \(seed)")
    for (one, next) in zip(probes, probes.dropFirst()) { #expect(next - one >= 10, "seed \(seed)") }
    // The longest pause, and a probe.
    let back = outage.upperBound + 300 * 1.1 + 5
    #expect(requests.contains { $0.time > outage.upperBound && $0.time < back }, "seed \(seed)")
    #expect(requests.count { $0.time > back && $0.time < back + 60 } > 20 * 60 / 2, "seed \(seed)")
  }

  private static func busiestMinute(_ requests: [Crowd.Request], _ weight: (Crowd.Request) -> Double) -> Double {
    var sum = 0.0
    var most = 0.0
    var first = 0
    for request in requests {
      sum += weight(request)
      while requests[first].time <= request.time - 60 {
        sum -= weight(requests[first])
        first += 1
      }
      most = max(most, sum)
    }
    return most
  }
}
