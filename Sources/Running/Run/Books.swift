import Corpus
import Indexing

/// Balances a run: what the workers say they did against what the catalogue holds, counted afresh.
struct Books {
  let census: Census
  let lane: Lane
  let standing: RunStanding
  /// Nil for a worker that leaves publishing to others.
  let published: Publisher.Published?

  /// Writes the stages' counts into the record.
  /// - Throws: ``Failure`` `run.unbalanced` if anything is unaccounted for.
  func close(_ record: inout RunRecord) throws {
    let fingerprints = lane.fingerprints
    try enter(.extract, census.extract, done: standing.done[fingerprints.route(to: .extract)], into: &record)
    try enter(.chunk, census.chunk, done: standing.done[fingerprints.route(to: .chunk)], into: &record)
    try enter(.embed, census.embed, done: standing.done[fingerprints.route(to: .embed)], into: &record)
    guard let published else { return }
    try enter(.index, census.index, done: published.indexed, into: &record)
    record.stages[.index]?.removed = published.removed
    guard census.published == published.live else {
      throw unbalanced(.index, "\(census.published) documents are listed, the segments hold \(published.live)")
    }
  }

  private func enter(
    _ stage: Stage, _ tally: Census.Tally, done: Int?, into record: inout RunRecord
  ) throws {
    guard tally.total == tally.declared else {
      throw unbalanced(stage, "\(tally.declared) \(stage.unit) were handed over, \(tally.total) arrived")
    }
    var counts = StageCounts()
    counts.total = tally.total
    counts.done = done ?? 0
    counts.seconds = record.stages[stage]?.seconds ?? 0
    counts.quarantined = tally.quarantined
    counts.skipped = tally.skipped
    counts.pending = tally.pending
    counts.reused = tally.complete - counts.done
    // Documents that are complete but not published (over the threshold) were indexed by nobody.
    guard counts.isBalanced, counts.reused >= 0, counts.pending >= 0 else {
      throw unbalanced(
        stage,
        """
        of \(counts.total) \(stage.unit), \(counts.done) done, \(tally.complete) complete, \
        \(counts.quarantined) quarantined, \(counts.pending) pending
        """)
    }
    record.stages[stage] = counts
  }

  private func unbalanced(_ stage: Stage, _ problem: String) -> Failure {
    Failure(
      "run.unbalanced", stage.rawValue, "the counts do not add up: \(problem)",
      remedy: "nothing was published wrongly; run again, and report this as a fault of quern if it stays",
      verdict: .stop(.unexpected))
  }
}
