import Corpus
import Indexing
import Testing

private func fingerprints(embed: Int = 1) -> GenerationFingerprints {
  func print(_ stage: String, _ version: Int = 1) -> Fingerprint {
    Fingerprint(stage: stage, version: version, settings: [:])
  }
  return GenerationFingerprints(
    extract: print("extract"), chunk: print("chunk"), embed: print("embed", embed), index: print("index"))
}

private func generation(
  _ id: Int, _ state: Generation.State, embed: Int = 1, retiredAt: Double? = nil
) -> Generation {
  Generation(
    id: id, state: state, fingerprints: fingerprints(embed: embed), dimension: 2, precision: "f32", revision: 1,
    createdAt: 0, retiredAt: retiredAt)
}

@Suite struct GenerationChoiceTests {
  @Test func `a run feeds the live generation while nothing it depends on changed`() {
    let all = [generation(1, .retired), generation(2, .live)]
    let choice = GenerationChoice(wanted: fingerprints(), among: all)
    #expect(choice.wanted == all[1])
    #expect(choice.others.isEmpty)
  }

  @Test func `a changed fingerprint builds beside the live generation, which is fed as well`() {
    let choice = GenerationChoice(wanted: fingerprints(embed: 2), among: [generation(1, .live)])
    #expect(choice.wanted == nil)
    #expect(choice.others.map(\.id) == [1])
    #expect(choice.abandoned.isEmpty)
  }

  @Test func `an interrupted build is gone on with`() {
    let all = [generation(1, .live), generation(2, .building, embed: 2)]
    let choice = GenerationChoice(wanted: fingerprints(embed: 2), among: all)
    #expect(choice.wanted == all[1])
    #expect(choice.others.map(\.id) == [1])
  }

  @Test func `a build that nobody wants any more is abandoned`() {
    let all = [generation(1, .live), generation(2, .building, embed: 2)]
    let choice = GenerationChoice(wanted: fingerprints(), among: all)
    #expect(choice.wanted == all[0])
    #expect(choice.abandoned.map(\.id) == [2])
  }

  @Test func `a sealed generation that waits for its promotion is fed, whatever the file says now`() {
    let all = [generation(1, .live), generation(2, .sealed, embed: 2)]
    let choice = GenerationChoice(wanted: fingerprints(), among: all)
    #expect(choice.wanted == all[0])
    #expect(choice.others.map(\.id) == [2])
    #expect(choice.abandoned.isEmpty)
  }

  @Test func `a reindex builds anew even if nothing changed, and goes on with what it began`() {
    let live = generation(1, .live)
    #expect(GenerationChoice(wanted: fingerprints(), among: [live], force: true).wanted == nil)
    let begun = generation(2, .building)
    #expect(GenerationChoice(wanted: fingerprints(), among: [live, begun], force: true).wanted == begun)
  }

  @Test func `the stages that changed are named`() {
    #expect(fingerprints().stagesChanged(from: fingerprints(embed: 2)) == [.embed])
    #expect(fingerprints().stagesChanged(from: fingerprints()).isEmpty)
  }
}

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

@Suite struct PublicationDecisionTests {
  private func decide(
    state: Generation.State = .building, stopped: RunOutcome? = nil, pending: Bool = false, failures: Int = 0,
    touched: Int = 100, mayPromote: Bool = true,
    hasLive: Bool = true
  ) -> PublicationDecision {
    PublicationDecision(
      state: state, stopped: stopped, pending: pending, failures: failures, touched: touched, maxFailures: 0.05,
      mayPromote: mayPromote, hasLive: hasLive)
  }

  @Test func `a complete build is published and promoted`() {
    let decision = decide()
    #expect(decision.publishes && decision.promotes)
    #expect(decision.outcome == .finished)
  }

  @Test func `failures up to the threshold pass, one more publishes nothing`() {
    #expect(decide(failures: 5).publishes)
    let over = decide(failures: 6)
    #expect(!over.publishes && !over.promotes)
    #expect(over.outcome == .overThreshold)
  }

  @Test(arguments: [RunOutcome.interrupted, .budgetReached])
  func `a stopped run publishes what is complete but promotes nothing`(_ reason: RunOutcome) {
    let decision = decide(stopped: reason, pending: true)
    #expect(decision.publishes && !decision.promotes)
    #expect(decision.outcome == reason)
  }

  @Test func `a generation that is live is not promoted again, and manual promotion waits`() {
    #expect(!decide(state: .live).promotes)
    #expect(!decide(mayPromote: false).promotes)
  }

  @Test func `a build with work left is not promoted, unless searches have nothing else`() {
    #expect(!decide(pending: true).promotes)
    #expect(decide(stopped: .interrupted, pending: true, hasLive: false).promotes)
  }
}

@Suite struct StageCountsTests {
  @Test func `every input has exactly one outcome`() {
    var counts = StageCounts()
    counts.total = 10
    counts.done = 4
    counts.reused = 3
    counts.quarantined = 1
    counts.skipped = 1
    #expect(!counts.isBalanced)
    counts.pending = 1
    #expect(counts.isBalanced)
  }
}
