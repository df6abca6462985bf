import Corpus
import Foundation
import Sourcing
import Testing

/// Links: never out of the source unless asked, never in circles, never twice the same.
struct LinkTests {
  @Test func `circles come to an end`() throws {
    let tree = try Tree("a/b/file")
    try tree.link("self", to: "self")
    try tree.link("a/b/up", to: "../..")
    try tree.link("a/again", to: "b")
    try tree.link("nowhere", to: "gone")
    #expect(
      try tree.source().list() == [
        "a/again/: another name of a/b, which is listed", "a/b/file",
        "a/b/up/: another name of the source, which is listed",
        "nowhere: a link to nothing", "self: a link that leads back to itself",
      ])
    // With an inclusion a link may be the only way to a name, so it is followed.
    #expect(
      try tree.source(include: ["a/again/*"]).list() == [
        "a/again/file", "a/again/up/: leads back to a folder that it is in",
        "a/b/up/: leads back to a folder that it is in",
      ])
  }

  @Test func `many links between folders do not multiply`() throws {
    let outside = try Tree()
    for from in 0..<8 {
      try outside.add("\(from)/file")
      for to in 0..<8 { try outside.link("\(from)/to\(to)", to: "../\(to)") }
    }
    let tree = try Tree()
    try tree.link("out", to: outside.path)
    let list = try tree.source(followLinks: true).list()
    #expect(list.count < 8 * 8 * 8)
    #expect(list.contains("out/7/file"))
  }

  @Test func `links inside the source give each file once`() throws {
    let tree = try Tree("releases/2/a.md", "releases/1/a.md")
    try tree.link("latest", to: "releases/2")
    try tree.link("copy.md", to: "\(tree.path)/releases/1/a.md")
    #expect(
      try tree.source().list() == [
        "copy.md: another name of releases/1/a.md, which is listed",
        "latest/: another name of releases/2, which is listed", "releases/1/a.md", "releases/2/a.md",
      ])
    #expect(
      try tree.source(include: ["latest/**", "*.md"]).list() == ["copy.md", "latest/a.md"], "the only names asked for")
    #expect(try tree.source(exclude: ["releases/**"]).list() == ["copy.md", "latest/a.md"])
    #expect(try tree.source(include: ["latest/**"]).open("latest/a.md").object.size == 15)
  }

  @Test func `what is kept in a folder that is never listed can be linked to`() throws {
    let tree = try Tree(".git/annex/objects/1")
    try tree.link("paper.pdf", to: ".git/annex/objects/1")
    #expect(try tree.source().list() == ["paper.pdf"])
    #expect(try tree.source().open("paper.pdf").object.size == 20)
  }

  @Test func `links out of the source are followed only when asked`() throws {
    let outside = try Tree("secret", "folder/x")
    let tree = try Tree("a")
    try tree.link("out", to: outside.path)
    try tree.link("s", to: "\(outside.path)/secret")
    let strict = try tree.source()
    #expect(
      try strict.list() == ["a", "out/: a link that leaves the source", "s: a link that leaves the source"])
    for uri in ["s", "out/secret", "out/folder/x"] {
      let failure = #expect(throws: Failure.self) { try strict.open(uri) }
      #expect(failure?.code == "source.changed", "\(uri)")
    }
    let following = try tree.source(followLinks: true)
    #expect(try following.list() == ["a", "out/folder/x", "out/secret", "s"])
    #expect(try following.open("out/folder/x").object.size == 8)
  }

  @Test func `a neighbour whose name begins like the root's is outside`() throws {
    let tree = try Tree("docs/a", "docs-private/b")
    try tree.link("docs/b", to: "../docs-private/b")
    #expect(try tree.source("/docs").list() == ["a", "b: a link that leaves the source"])
  }

  @Test func `the root itself may be a link`() throws {
    let tree = try Tree("real/a")
    try tree.link("link", to: "real")
    #expect(try tree.source("/link").list() == ["a"])
    #expect(try tree.source("/link/").open("a").object.size == 6)
  }
}
