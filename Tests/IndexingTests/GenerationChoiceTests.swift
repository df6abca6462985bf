import Indexing
import Testing

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
