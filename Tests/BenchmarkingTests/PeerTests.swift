import Benchmarking
import Corpus
import Fixtures
import Testing

@Suite struct PeerTests {
  @Test func `a peer's figure is read from its last line`() async throws {
    let folder = try TemporaryFolder()
    let script = try folder.write("echo noise\necho '{\"tokens_per_s\": 12.5}'\n", to: "peer.sh")
    #expect(try await Peer("sh \(script)").figure("tokens_per_s") == 12.5)
    await #expect(throws: Failure.self) { try await Peer("sh \(script)").figure("pages") }
  }

  @Test(arguments: ["false", "there-is-no-such-program", "echo no-json"])
  func `a peer that gives no figure is a failure that names it`(command: String) async {
    let failure = await #expect(throws: Failure.self) { try await Peer(command).figure("x") }
    #expect(failure?.code == "bench.peer")
  }
}
