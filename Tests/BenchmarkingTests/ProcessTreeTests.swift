import Benchmarking
import Corpus
import Fixtures
import Foundation
import Glibc
import Testing

@Suite struct ProcessTreeTests {
  @Test func `memory counts a process and its children`() async throws {
    // tail(1) keeps what it may have to print: 64 MB, for as long as more may come.
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "{ head -c 64000000 /dev/zero; exec sleep 600; } | tail -c 64000000 >/dev/null; :"]
    try process.run()
    defer { for child in Self.children(of: process.processIdentifier) + [process.processIdentifier] { kill(child, 9) } }
    let tree = ProcessTree(root: process.processIdentifier)
    try await until { tree.residentBytes > 64_000_000 }
    #expect(Self.children(of: process.processIdentifier).allSatisfy { ProcessTree(root: $0).residentBytes > 0 })
    let (value, peak) = try await ProcessTree.peak {
      try await Task.sleep(for: .milliseconds(120))
      return 7
    }
    #expect(value == 7 && peak > 64_000_000, "this process has that one for a child")
  }

  private static func children(of process: Int32) -> [Int32] {
    let list = try? String(contentsOfFile: "/proc/\(process)/task/\(process)/children", encoding: .utf8)
    return (list ?? "").split(separator: " ").compactMap { Int32($0) }
  }
}
