import Corpus
import Foundation
import Sourcing
import Testing

struct FileSourceTests {
  @Test func `files come in the order of their URIs' bytes`() throws {
    let tree = try Tree("b/a", "b/c/d", "b-", "b.txt", "b0", "a", "ä", "empty/", ".hidden", "Z", "a%", "a$b")
    let list = try tree.source().list()
    #expect(list == [".hidden", "Z", "a", "a$b", "a%25", "b-", "b.txt", "b/a", "b/c/d", "b0", "ä"])
    #expect(list == list.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func `what programs keep for themselves is left out`() throws {
    let tree = try Tree("a", ".git/config", "sub/.git", "sub/.quern/catalogue", ".quern/x", ".github/y")
    #expect(try tree.source().list() == [".github/y", "a"])
  }

  @Test(arguments: [
    (["**/*.md"], [], ["a.md", "docs/b.md", "docs/old/c.md"]),
    (["*.md"], [], ["a.md"]),
    (["docs/"], ["docs/old"], ["docs/b.md", "docs/x.txt"]),
    ([], ["**/old/**", "*.md"], ["docs/b.md", "docs/x.txt", "z"]),
    ([], ["**/*.{md,txt}"], ["z"]),
    (["docs/**", "z"], ["**/*.md"], ["docs/x.txt", "z"]),
  ])
  func `patterns choose files`(include: [String], exclude: [String], expected: [String]) throws {
    let tree = try Tree("a.md", "docs/b.md", "docs/old/c.md", "docs/x.txt", "z")
    #expect(try tree.source(include: include, exclude: exclude).list() == expected)
  }

  @Test func `names that are not UTF-8 are listed, opened and told apart`() throws {
    let tree = try Tree()
    for name: [UInt8] in [[0x61, 0xFF], [0x61, 0xFE], [0x1B, 0x5B], [0x0A]] {
      let path = Array(tree.path.utf8) + [0x2F] + name + [0]
      let descriptor = path.withUnsafeBytes {
        open($0.bindMemory(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600)
      }
      try #require(descriptor >= 0)
      close(descriptor)
    }
    let source = try tree.source()
    let list = try source.list()
    #expect(list == ["%0A", "%1B[", "a%FE", "a%FF"])
    for uri in list { #expect(try source.open(uri).object.uri == uri) }
  }

  @Test func `what is no file is skipped and never opened`() throws {
    let tree = try Tree("a")
    try #require(mkfifo("\(tree.path)/pipe", 0o600) == 0)
    let address = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(address) }
    try #require(bind(address, toUnixSocket: "\(tree.path)/socket"))
    try tree.link("null", to: "/dev/null")
    try tree.link("pipeline", to: "pipe")
    let source = try tree.source(followLinks: true)
    #expect(
      try source.list() == [
        "a", "null: a link to a device", "pipe: a pipe", "pipeline: a link to a pipe", "socket: a socket",
      ])
    for uri in ["pipe", "null", "pipeline", "socket"] {
      #expect(throws: Failure.self) { try source.open(uri) }
    }
  }

  @Test func `a single file is its own source`() throws {
    let tree = try Tree("docs/a #1.pdf", "docs/b")
    try tree.link("latest.pdf", to: "docs/a #1.pdf")
    let source = try tree.source("/docs/a #1.pdf", exclude: ["**"])
    #expect(try source.list() == ["a %231.pdf"])
    #expect(try source.open("a %231.pdf").object.size == 13)
    #expect(throws: Failure.self) { try source.open("b") }
    let linked = try tree.source("/latest.pdf")
    #expect(try linked.list() == ["latest.pdf"])
    #expect(try linked.open("latest.pdf").object.size == 13)
  }

  @Test func `a root that is not there stops the run`() throws {
    let tree = try Tree("a")
    try #require(mkfifo("\(tree.path)/pipe", 0o600) == 0)
    for (below, code) in [
      ("/unmounted", "source.missing"), ("/a/b", "source.missing"), ("/pipe", "source.unreadable"),
    ] {
      let failure = #expect(throws: Failure.self) { try tree.source(below) }
      #expect(failure?.code == code)
      #expect(failure?.verdict == .stop(.input))
    }
  }

  @Test func `folders too deep to be named are reported`() throws {
    let tree = try Tree("a")
    let name = String(repeating: "d", count: 200)
    var folder = open(tree.path, O_RDONLY | O_DIRECTORY)
    for _ in 0..<30 {
      mkdirat(folder, name, 0o700)
      let next = openat(folder, name, O_RDONLY | O_DIRECTORY)
      close(folder)
      folder = next
    }
    close(folder)
    let list = try tree.source().list()
    #expect(list.count == 2)
    #expect(list.first == "a")
    #expect(list.last?.hasSuffix("d/: source.unreadable") == true)
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func `what may not be read is reported, and the rest is listed`() throws {
    let tree = try Tree("a", "private/b", "z")
    chmod("\(tree.path)/private", 0)
    chmod("\(tree.path)/z", 0)
    defer { chmod("\(tree.path)/private", 0o700) }
    let source = try tree.source()
    #expect(try source.list() == ["a", "private/: source.unreadable", "z"])
    let failure = #expect(throws: Failure.self) { try source.open("z") }
    #expect(failure?.code == "source.unreadable")
    #expect(try tree.source(exclude: ["private/**"]).list() == ["a", "z"])
  }

  @Test func `a folder of many names is listed once, whole and in order`() throws {
    let tree = try Tree()
    let names = (0..<500).map { String($0 * 7_919 % 500) }
    for name in names { try #require(mknod("\(tree.path)/\(name)", S_IFREG | 0o600, 0) == 0) }
    #expect(try tree.source().list() == names.sorted())
  }

  private func bind(_ descriptor: CInt, toUnixSocket path: String) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Foundation.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
