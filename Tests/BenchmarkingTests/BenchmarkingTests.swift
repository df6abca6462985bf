import Benchmarking
import Corpus
import Foundation
import Testing

@Suite struct BenchmarkReportTests {
  @Test(arguments: [([], 0), ([3], 3), ([3, 1, 2], 2), ([4, 1, 3, 2], 2.5)] as [([Double], Double)])
  func `the median is the middle`(values: [Double], median: Double) {
    #expect(values.median == median)
  }

  @Test func `JSON has the stable keys and every run`() throws {
    var report = BenchmarkReport(benchmark: "embed", command: ["quern", "bench"])
    report.add("tokens", [10, 30, 20], "tokens/s")
    report.addRatio("over peer's", [10, 30], over: [5, 10])
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any]
    #expect(Set(json?.keys ?? [:].keys) == ["benchmark", "machine", "command", "results"])
    #expect(report.results.map(\.value) == [20, 2.5])
    #expect(report.results[1].runs == [2, 3])
    #expect(report.markdown.contains("| tokens | 20 | 10 | 30 | tokens/s |"))
  }
}

@Suite struct PeerTests {
  @Test func `a peer's figure is read from its last line`() async throws {
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("peer-\(UUID().uuidString).sh")
    defer { try? FileManager.default.removeItem(at: script) }
    try Data("echo noise\necho '{\"tokens_per_s\": 12.5}'\n".utf8).write(to: script)
    #expect(try await Peer("sh \(script.path)").figure("tokens_per_s") == 12.5)
    await #expect(throws: Failure.self) { try await Peer("sh \(script.path)").figure("pages") }
  }

  @Test(arguments: ["false", "there-is-no-such-program", "echo no-json"])
  func `a peer that gives no figure is a failure that names it`(command: String) async {
    let failure = await #expect(throws: Failure.self) { try await Peer(command).figure("x") }
    #expect(failure?.code == "bench.peer")
  }
}

@Suite struct ProcessTreeTests {
  @Test func `memory counts this process and its children`() async throws {
    #expect(ProcessTree().residentBytes > 1 << 20)
    let (value, peak) = await ProcessTree.peak {
      try? await Task.sleep(for: .milliseconds(120))
      return 7
    }
    #expect(value == 7)
    #expect(peak > 1 << 20)
  }
}
