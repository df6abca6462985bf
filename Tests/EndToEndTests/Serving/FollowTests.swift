import Foundation
import Glibc
import Testing

/// What a server does when its index changes under it.
@Suite(.serialized) struct FollowTests {
  @Test func `new revisions and a promoted generation are followed, and no query fails meanwhile`() async throws {
    let place = try await Workspace.indexed(30)
    let served = try await place.quern.serve("pipeline.yaml")
    try await served.untilReady()
    let asking = SteadyAsking(served)
    for number in 0..<3 {
      try place.write("documents/new.txt", "the news of day \(number) is about a pendulum\(number)")
      try await place.quern("run", "pipeline.yaml")
      try await served.until("day \(number) is found") {
        try await served.search("pendulum\(number)", strategy: "lexical").uris == ["new.txt"]
      }
    }
    try place.write(Pipeline(maxTokens: 24))
    try await place.quern("run", "pipeline.yaml")
    try await served.until("generation 2 is live") {
      try await served.metric(#"rag_generation_live{pipeline="small"}"#) == 2
    }
    let soFar = asking.count
    try await served.until("questions to the new generation") { asking.count > soFar + 20 }
    try await asking.end()
    try await served.end()
  }

  @Test func `a hundred revisions with their sweeping and merging are followed, and no query fails`() async throws {
    let place = try await Workspace.indexed(10)
    let served = try await place.quern.serve("pipeline.yaml")
    try await served.untilReady()
    let asking = SteadyAsking(served)
    let last = Soak.count(10, 100)
    for number in 1...last {
      try place.write("documents/\(number % 7).txt", "change \(number) of a document about the pendulum\(number)")
      try await place.quern("run", "pipeline.yaml")
    }
    try await served.until("the last one is found") {
      try await served.search("pendulum\(last)", strategy: "lexical").uris == ["\(last % 7).txt"]
    }
    try await asking.end()
    try await served.end()
  }

  enum Damage: String, CaseIterable { case corrupt, cutShort, newerFormat }

  @Test(arguments: Damage.allCases)
  func `a segment that cannot be used leaves the revision as it is, and is told`(damage: Damage) async throws {
    let place = try await Workspace.indexed(5)
    let served = try await place.quern.serve("pipeline.yaml")
    try await served.untilReady()
    // It must not see the file before it is damaged.
    served.program.send(SIGSTOP)
    let folder = "\(place.path)/.quern/small/segments"
    let before = try Set(FileManager.default.contentsOfDirectory(atPath: folder))
    try place.write("documents/new.txt", "a document about pendulums")
    try await place.quern("run", "pipeline.yaml")
    let added = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first { !before.contains($0) })
    let file = URL(filePath: "\(folder)/\(added)")
    var bytes = try Data(contentsOf: file)
    switch damage {
    case .corrupt: bytes[bytes.count / 2] ^= 0xff
    case .cutShort: bytes.removeLast(100)
    case .newerFormat: bytes[8] = 200
    }
    try bytes.write(to: file)
    served.program.send(SIGCONT)
    try await served.until("the metric tells") {
      try await served.metric(#"rag_follow_failures_total{pipeline="small",reason="segment.damaged"}"#) ?? 0 > 0
    }
    #expect(try await served.metric(#"rag_revision_number{pipeline="small"}"#) == 1)
    #expect(try await served.get("/api/v1/ready").status == 200)
    #expect(try await served.search(Workspace.mark(2)).uris.first == Workspace.uri(2))
    #expect(served.log.contains("what is served stays as it is"))
    // The next run mends it, and is followed.
    try await place.quern("verify", "pipeline.yaml", "--repair")
    try await place.quern("run", "pipeline.yaml")
    try await served.until("the repaired revision") {
      try await served.search("pendulums", strategy: "lexical").uris == ["new.txt"]
    }
    try await served.end()
  }
}
