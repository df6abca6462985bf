import Corpus
import Sourcing
import Testing

struct GlobTests {
  @Test(arguments: [
    ("*.html", ["a.html", ".html", ".a.html"], ["a/b.html", "a.htm", "a.HTML", "xhtml"]),
    ("**/*.html", ["a.html", "a/b.html", "a/b/c.html"], ["a.htm", "a.html/b"]),
    ("**", ["a", "a/b", ".git/x"], []),
    ("docs/**", ["docs/a", "docs/a/b"], ["docs", "mydocs/a", "a/docs/b"]),
    ("docs/", ["docs/a", "docs/a/b"], ["docs"]),
    ("/docs/*.md", ["docs/a.md"], ["a/docs/a.md"]),
    ("./a", ["a"], ["b/a"]),
    ("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "a/xb", "x/a/b"]),
    ("a**b", ["ab", "axxb"], ["a/b"]),
    ("?.txt", ["a.txt", "ü.txt", "🧮.txt"], [".txt", "ab.txt", "/.txt"]),
    ("[a-cx].md", ["a.md", "c.md", "x.md"], ["d.md", "-.md"]),
    ("[!a-c]", ["d", "ä"], ["a", "/"]),
    ("[^a]b", ["bb"], ["ab"]),
    ("[]a]", ["]", "a"], ["b"]),
    ("[a-]", ["a", "-"], ["b"]),
    ("*.{md,txt}", ["a.md", "a.txt"], ["a.m", "a.md,txt"]),
    ("{a,b{c,d}}/x", ["a/x", "bc/x", "bd/x"], ["b/x", "bcd/x"]),
    ("{**/,}a{,b}", ["a", "ab", "x/y/a"], ["abb"]),
    ("a\\*b\\{", ["a*b{"], ["axb{"]),
    ("a,b}", ["a,b}"], ["a"]),
    ("{x/**,y}", ["x/a", "y"], ["x"]),
  ])
  func `a pattern matches what it says and nothing else`(pattern: String, yes: [String], no: [String]) throws {
    let glob = try Glob(pattern)
    for path in yes { #expect(glob.matches(path), "\(pattern) should match \(path)") }
    for path in no { #expect(!glob.matches(path), "\(pattern) should not match \(path)") }
  }

  @Test(arguments: [
    "", "[a", "{a", "{a,{b}", "a\\", "[z-a]", "[]",
    String(repeating: "{", count: 40) + String(repeating: "}", count: 40),
    String(repeating: "a", count: 5_000),
  ])
  func `a bad pattern is a problem of the configuration`(pattern: String) {
    let failure = #expect(throws: Failure.self) { try Glob(pattern) }
    #expect(failure?.code == "source.glob")
    #expect(failure?.verdict == .stop(.configuration))
  }

  // Tried in every way that it could match, the first would outlast the machine.
  @Test(.timeLimit(.minutes(10)))
  func `no pattern takes long, whatever it is matched against`() throws {
    let stars = try Glob(String(repeating: "*a", count: 100) + "b")
    let folders = try Glob(String(repeating: "**/", count: 100) + "b")
    let braces = try Glob(String(repeating: "{a,aa}", count: 100) + "b")
    let path = String(repeating: "a", count: 1_000)
    #expect(!stars.matches(path))
    #expect(!folders.matches(String(repeating: "a/", count: 500)))
    #expect(!braces.matches(path))
    #expect(braces.matches(String(repeating: "a", count: 150) + "b"))
  }
}
