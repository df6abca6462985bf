import Indexing
import Running
import Testing

@Suite struct RunProgressTests {
  @Test func `what is finished is done, reused or quarantined`() async {
    let progress = RunProgress()
    await progress.expect(.extract, 5)
    await progress.advance(.extract, done: 1, reused: 2, quarantined: 1)
    let station = await progress.stations[.extract]
    #expect(station?.finished == 4)
    #expect(station?.total == 5)
  }
}
