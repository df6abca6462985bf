/// How much an endpoint may be asked by all its clients together, and when they leave it alone.
///
/// It changes when vectors are made, never which: no fingerprint covers it.
package struct EndpointPolicy: Sendable, Hashable {
  /// 0 for no limit.
  package var requestsPerMinute: Int
  /// Tokens as the client's tokenizer counts them; 0 for no limit.
  package var tokensPerMinute: Int
  package var breaker: Breaker

  package struct Breaker: Sendable, Hashable {
    /// Failures in a row, whoever had them, that open it; 0 for none.
    package var failures: Int
    /// How long nobody asks after it opened; twice as long after each probe that fails.
    package var pause: Duration
    package var maxPause: Duration
    /// How long a probe may take before another may try: the first may have died with its client.
    package var probeLimit: Duration

    package init(
      failures: Int = 5, pause: Duration = .seconds(10), maxPause: Duration = .seconds(300),
      probeLimit: Duration = .seconds(30)
    ) {
      self.failures = failures
      self.pause = pause
      self.maxPause = maxPause
      self.probeLimit = probeLimit
    }
  }

  package init(requestsPerMinute: Int = 0, tokensPerMinute: Int = 0, breaker: Breaker = Breaker()) {
    self.requestsPerMinute = requestsPerMinute
    self.tokensPerMinute = tokensPerMinute
    self.breaker = breaker
  }
}
