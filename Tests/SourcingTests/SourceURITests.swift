import Fixtures
import Sourcing
import Testing

struct SourceURITests {
  @Test(arguments: [
    ("a/b.txt", "a/b.txt"), ("Übung 1.pdf", "Übung 1.pdf"), ("100%.txt", "100%25.txt"), ("c#.md", "c%23.md"),
    ("a\nb\u{1B}[31m", "a%0Ab%1B[31m"), ("x!/y", "x%21/y"), ("x!y!", "x!y!"), ("\u{202E}fdp.exe", "%E2%80%AEfdp.exe"),
    ("\u{85}", "%C2%85"), ("a?b&c", "a?b&c"),
  ])
  func `a path is written so that it can be printed and read back`(path: String, uri: String) {
    #expect(SourceURI.uri(of: Array(path.utf8)) == uri)
    #expect(SourceURI.path(of: uri) == Array(path.utf8))
  }

  @Test(arguments: [
    "", "/a", "a/", "a//b", "..", "../a", "a/../b", "./a", "a/.", "%2e%2e/a", "%2E%2E/a", "a%2Fb", "a%00", "a%", "a%4",
    "a%zz", "%61", "a%c3%bc", "x!/y", "c#1", "%C3%BC",
  ])
  func `what no path is written as is refused`(uri: String) {
    #expect(SourceURI.path(of: uri) == nil)
  }

  @Test func `any bytes survive, and different paths have different URIs`() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    let likely: [UInt8] = Array("a!%#/.\u{1B}ü\u{202E}".utf8) + [0xFF, 0xC3, 0xED, 0xA0]
    var paths: [String: [UInt8]] = [:]
    for _ in 0..<5_000 {
      let bytes = (0...random.next() % 6).map { _ in likely[Int(random.next() % UInt64(likely.count))] }
      let names = bytes.split(separator: UInt8(ascii: "/")).filter {
        !["."[...], ".."[...]].contains(String(decoding: $0, as: UTF8.self)[...])
      }
      let path = Array(names.joined(separator: [UInt8(ascii: "/")]))
      if path.isEmpty { continue }
      let uri = SourceURI.uri(of: path)
      #expect(SourceURI.path(of: uri) == path, "seed \(seed)")
      #expect(paths.updateValue(path, forKey: uri) ?? path == path, "seed \(seed)")
    }
  }
}
