package import Indexing

/// How far a run has got, for whoever shows it.
package actor RunProgress {
  package struct Station: Sendable {
    package var done = 0
    /// Looked at, and found to be as before.
    package var reused = 0
    package var quarantined = 0
    /// Known so far; it grows while the stages before are at work.
    package var total = 0

    package init() {}

    package var finished: Int { done + reused + quarantined }
  }

  package private(set) var stations: [Stage: Station] = [:]
  package private(set) var tokens = 0
  /// Documents that extraction wrote in this run.
  package private(set) var documents = 0

  package init() {}

  package func expect(_ stage: Stage, _ count: Int) { stations[stage, default: Station()].total += count }

  package func advance(_ stage: Stage, done: Int = 0, reused: Int = 0, quarantined: Int = 0, tokens: Int = 0) {
    stations[stage, default: Station()].done += done
    stations[stage, default: Station()].reused += reused
    stations[stage, default: Station()].quarantined += quarantined
    self.tokens += tokens
  }

  func wrote(documents count: Int) {
    documents += count
    expect(.chunk, count)
  }
}
